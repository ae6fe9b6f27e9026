package dev.rookery.api.metrics;

/**
 * A running total, such as {@code exs}, the number of examples.
 *
 * @param value the total
 * @param global see {@link Metric#global}
 */
public record SumMetric(double value, boolean global) implements Metric {

  /** A total of one task. */
  public SumMetric(double value) {
    this(value, false);
  }

  @Override
  public SumMetric merge(Metric other) {
    if (other instanceof SumMetric sum && sum.global == global) {
      return new SumMetric(value + sum.value, global);
    }
    throw Metric.mismatch(this, other);
  }
}
