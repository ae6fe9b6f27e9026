package dev.rookery.runtime.importing.parlai;

import dev.rookery.runtime.importing.torch.TorchTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds tensors of the same shape and numbers. Those of a shape are read once, when one of that
 * shape is first asked for, and only hashes of their numbers are kept.
 */
final class EqualTensors {

  private final Map<List<Long>, List<TorchTensor>> unread = new HashMap<>();
  private final Map<Content, List<TorchTensor>> read = new HashMap<>();
  private final Function<TorchTensor, float[]> reader;

  /** What equal tensors have in common, and others hardly ever. */
  private record Content(List<Long> sizes, int hash) {}

  /**
   * Creates a finder.
   *
   * @param tensors among which is looked
   * @param reader gives a tensor's numbers
   */
  EqualTensors(Collection<TorchTensor> tensors, Function<TorchTensor, float[]> reader) {
    tensors.forEach(each -> unread.computeIfAbsent(each.sizes(), s -> new ArrayList<>()).add(each));
    this.reader = reader;
  }

  /** Whether one of the tensors has the shape and the numbers of this one. */
  boolean hasEqualOf(TorchTensor wanted) {
    List<TorchTensor> sameShape = unread.remove(wanted.sizes());
    if (sameShape != null) {
      sameShape.forEach(
          each ->
              read.computeIfAbsent(content(each, reader.apply(each)), c -> new ArrayList<>())
                  .add(each));
    }
    float[] numbers = reader.apply(wanted);
    return read.getOrDefault(content(wanted, numbers), List.of()).stream()
        .anyMatch(each -> Arrays.equals(reader.apply(each), numbers));
  }

  private static Content content(TorchTensor tensor, float[] numbers) {
    return new Content(tensor.sizes(), Arrays.hashCode(numbers));
  }
}
