package dev.rookery.runtime.learning;

import dev.rookery.api.metrics.Metric;

/**
 * A figure of the whole run whose newest value counts, such as the learning rate.
 *
 * @param value the figure
 */
record NewestFigure(double value) implements Metric {

  @Override
  public boolean global() {
    return true;
  }

  @Override
  public Metric merge(Metric later) {
    if (later instanceof NewestFigure) {
      return later;
    }
    throw Metric.mismatch(this, later);
  }
}
