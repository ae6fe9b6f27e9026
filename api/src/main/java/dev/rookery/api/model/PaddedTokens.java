package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Token sequences of one batch, padded at the end to the longest. Lives in Java memory, so that it
 * can be made while the device computes.
 */
public final class PaddedTokens {

  private final long[] ids;
  private final int[] lengths;
  private final int columns;

  private PaddedTokens(long[] ids, int[] lengths, int columns) {
    this.ids = ids;
    this.lengths = lengths;
    this.columns = columns;
  }

  /**
   * Pads sequences.
   *
   * @param padding the id to fill with
   */
  public static PaddedTokens of(List<int[]> rows, int padding) {
    int[] lengths = rows.stream().mapToInt(row -> row.length).toArray();
    int columns = Math.max(1, Arrays.stream(lengths).max().orElse(0));
    long[] ids = new long[rows.size() * columns];
    Arrays.fill(ids, padding);
    for (int r = 0; r < rows.size(); r++) {
      int[] row = rows.get(r);
      for (int c = 0; c < row.length; c++) {
        ids[r * columns + c] = row[c];
      }
    }
    return new PaddedTokens(ids, lengths, columns);
  }

  public int rows() {
    return lengths.length;
  }

  /** Length of the longest row, at least 1. */
  public int columns() {
    return columns;
  }

  /** Tokens in a row without padding. */
  public int length(int row) {
    return lengths[row];
  }

  public int id(int row, int column) {
    return Math.toIntExact(ids[row * columns + column]);
  }

  /** Number of tokens that are not padding. */
  public int count() {
    return Arrays.stream(lengths).sum();
  }

  /** The ids as (B, T) int64, attached to {@code manager}. */
  public NDArray toArray(NDManager manager) {
    return manager.create(ids, new Shape(rows(), columns));
  }

  /** The lengths as (B) int64, attached to {@code manager}. */
  public NDArray lengthsArray(NDManager manager) {
    return manager.create(Arrays.stream(lengths).asLongStream().toArray());
  }
}
