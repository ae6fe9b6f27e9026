package dev.rookery.runtime.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences that a network reads together. Reading them with far longer ones would mean to read
 * mostly padding; but each group costs something of its own, as its steps are read one by one.
 */
final class LengthGroups {

  /** A step costs as much as so many more sequences would. */
  private static final int COST_OF_STEP = 48;

  private LengthGroups() {}

  /**
   * Splits sequences by length where that saves work.
   *
   * @param lengths of the sequences
   * @return the numbers of the sequences of each group
   */
  static List<int[]> of(int[] lengths) {
    int[] byLength =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> -lengths[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> groups = new ArrayList<>();
    split(byLength, lengths, groups);
    return groups;
  }

  /** Cuts where it saves most, and the parts again. */
  private static void split(int[] rows, int[] lengths, List<int[]> groups) {
    int cut = 0;
    long least = cost(rows, 0, rows.length, lengths);
    for (int at = 1; at < rows.length; at++) {
      long cost = cost(rows, 0, at, lengths) + cost(rows, at, rows.length, lengths);
      if (cost < least) {
        least = cost;
        cut = at;
      }
    }
    if (cut == 0) {
      groups.add(rows);
      return;
    }
    split(IntStream.of(rows).limit(cut).toArray(), lengths, groups);
    split(IntStream.of(rows).skip(cut).toArray(), lengths, groups);
  }

  /** Of rows that are sorted by length, the longest first. */
  private static long cost(int[] rows, int from, int to, int[] lengths) {
    return Math.max(1L, lengths[rows[from]]) * (to - from + COST_OF_STEP);
  }
}
