package dev.rookery.api.metrics;

/**
 * Something per second, such as {@code exps} (examples), {@code tps} (tokens) or {@code ups}
 * (updates). Merging adds the counts and spans the time from the first start to the last end, so
 * that tasks and workers that ran side by side add up.
 *
 * @param count how many
 * @param startNanos when counting began, as {@link System#nanoTime} tells it
 * @param endNanos when counting ended, on the same clock
 * @param global see {@link Metric#global}
 */
public record RateMetric(double count, long startNanos, long endNanos, boolean global)
    implements Metric {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * @throws IllegalArgumentException if the end lies before the start
   */
  public RateMetric {
    if (endNanos - startNanos < 0) {
      throw new IllegalArgumentException("a rate cannot end before it starts");
    }
  }

  /** Something of the whole run that was counted from then until now. */
  public static RateMetric since(long startNanos, double count) {
    return new RateMetric(count, startNanos, System.nanoTime(), true);
  }

  /** Per second; 0 if no time has passed. */
  @Override
  public double value() {
    return endNanos == startNanos ? 0 : count / ((endNanos - startNanos) / NANOS_PER_SECOND);
  }

  @Override
  public RateMetric merge(Metric other) {
    if (other instanceof RateMetric rate && rate.global == global) {
      // The clock may wrap, so times are compared by their difference.
      long start = rate.startNanos - startNanos < 0 ? rate.startNanos : startNanos;
      long end = rate.endNanos - endNanos > 0 ? rate.endNanos : endNanos;
      return new RateMetric(count + rate.count, start, end, global);
    }
    throw Metric.mismatch(this, other);
  }
}
