package dev.rookery.api.metrics;

/**
 * A weighted mean, such as {@code f1} over examples or {@code loss} over tokens: numerators and
 * denominators add up separately.
 *
 * @param numerator the weighted sum
 * @param denominator the weight: the number of examples or tokens
 * @param global see {@link Metric#global}
 */
public record AverageMetric(double numerator, double denominator, boolean global)
    implements Metric {

  /** A mean of one task. */
  public AverageMetric(double numerator, double denominator) {
    this(numerator, denominator, false);
  }

  /** The value of one example. */
  public static AverageMetric of(double value) {
    return new AverageMetric(value, 1);
  }

  /** 1 if it holds for this example, else 0. */
  public static AverageMetric of(boolean holds) {
    return of(holds ? 1 : 0);
  }

  /** One value of something that concerns the whole run, such as the learning rate. */
  public static AverageMetric ofRun(double value) {
    return new AverageMetric(value, 1, true);
  }

  /** Numerator by denominator; 0 if nothing was counted, NaN if only the denominator is 0. */
  @Override
  public double value() {
    return mean(numerator, denominator);
  }

  static double mean(double numerator, double denominator) {
    if (denominator == 0) {
      return numerator == 0 ? 0 : Double.NaN;
    }
    return numerator / denominator;
  }

  @Override
  public boolean macroAveraged() {
    return true;
  }

  @Override
  public AverageMetric merge(Metric other) {
    if (other instanceof AverageMetric mean && mean.global == global) {
      return new AverageMetric(numerator + mean.numerator, denominator + mean.denominator, global);
    }
    throw Metric.mismatch(this, other);
  }
}
