package dev.rookery.benchmarks;

import java.util.Arrays;

/** Figures of several blocks. */
final class Rates {

  private Rates() {}

  /** The middle of the values, which a busy moment does not move. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
