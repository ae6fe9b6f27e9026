package dev.rookery.runtime.importing.torch;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A tensor whose numbers are still in the file. Two are equal if they are the same numbers in the
 * same places, so that a matrix that several layers share is found out.
 *
 * @param storage where the numbers are
 * @param offset of the first number
 * @param sizes of the axes
 * @param strides of the axes, in numbers
 */
public record TorchTensor(TorchStorage storage, long offset, List<Long> sizes, List<Long> strides) {

  /**
   * Checks that the tensor lies within its storage and is no larger than that.
   *
   * @throws PickleException if it isn't
   */
  static TorchTensor of(TorchStorage storage, long offset, List<Long> sizes, List<Long> strides)
      throws PickleException {
    boolean sound = offset >= 0 && sizes.size() == strides.size();
    double count = 1;
    double last = offset;
    for (int i = 0; sound && i < sizes.size(); i++) {
      sound = sizes.get(i) >= 0 && strides.get(i) >= 0;
      count *= sizes.get(i);
      last += (sizes.get(i) - 1.0) * strides.get(i);
    }
    if (!sound || count > storage.length() || (count > 0 && last >= storage.length())) {
      throw new PickleException(
          "it has a tensor of shape %s that doesn't fit its storage of %d numbers"
              .formatted(sizes, storage.length()));
    }
    return new TorchTensor(storage, offset, List.copyOf(sizes), List.copyOf(strides));
  }

  /** The shape. */
  public Shape shape() {
    return new Shape(sizes);
  }

  /** How many numbers it has. */
  public long count() {
    return sizes.stream().reduce(1L, (a, b) -> a * b);
  }

  /** How many numbers of the storage lie between its first and its last, both included. */
  long span() {
    long last = 0;
    for (int i = 0; i < sizes.size(); i++) {
      last += (sizes.get(i) - 1) * strides.get(i);
    }
    return count() == 0 ? 0 : last + 1;
  }

  /** Whether the numbers follow each other in row-major order. */
  boolean isContiguous() {
    long expected = 1;
    for (int i = sizes.size() - 1; i >= 0; i--) {
      if (sizes.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= sizes.get(i);
    }
    return true;
  }
}
