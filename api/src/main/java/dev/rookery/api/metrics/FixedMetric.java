package dev.rookery.api.metrics;

/**
 * A figure that everybody must agree on, such as {@code total_train_updates}: merging different
 * values is a mistake.
 *
 * @param value the figure
 * @param global see {@link Metric#global}
 */
public record FixedMetric(double value, boolean global) implements Metric {

  /** A figure of the whole run. */
  public FixedMetric(double value) {
    this(value, true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if the values differ
   */
  @Override
  public FixedMetric merge(Metric other) {
    if (equals(other)) {
      return this;
    }
    throw Metric.mismatch(this, other);
  }
}
