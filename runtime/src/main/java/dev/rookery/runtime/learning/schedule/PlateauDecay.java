package dev.rookery.runtime.learning.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * The rate falls when more than {@code patience} validations in a row were not better than the best
 * one by at least a ten-thousandth of it (PyTorch's {@code ReduceLROnPlateau}).
 */
final class PlateauDecay implements ValidationDecay {

  private static final String BEST = "best";
  private static final String BAD_VALIDATIONS = "bad-validations";

  private static final double THRESHOLD = 1e-4;

  /** The rate stays where it is if it would change by less. */
  private static final double SMALLEST_CHANGE = 1e-8;

  private final int patience;
  private final double factor;
  private double best = Double.NaN;
  private long badValidations;

  PlateauDecay(int patience, double factor) {
    this.patience = patience;
    this.factor = factor;
  }

  @Override
  public double next(double rate, double value, boolean lowerIsBetter) {
    if (isBetter(value, lowerIsBetter)) {
      best = value;
      badValidations = 0;
    } else {
      badValidations++;
    }
    if (badValidations <= patience) {
      return rate;
    }
    badValidations = 0;
    double lower = rate * factor;
    return rate - lower > SMALLEST_CHANGE ? lower : rate;
  }

  @Override
  public void metricChanged() {
    best = Double.NaN;
    badValidations = 0;
  }

  private boolean isBetter(double value, boolean lowerIsBetter) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value) && value != (lowerIsBetter ? 1 : -1) * Double.POSITIVE_INFINITY;
    }
    return lowerIsBetter ? value < best * (1 - THRESHOLD) : value > best * (1 + THRESHOLD);
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> state = new HashMap<>();
    state.put(BAD_VALIDATIONS, (double) badValidations);
    if (!Double.isNaN(best)) {
      state.put(BEST, best);
    }
    return state;
  }

  @Override
  public void restore(Map<String, Double> state) {
    badValidations = state.getOrDefault(BAD_VALIDATIONS, 0.0).longValue();
    best = state.getOrDefault(BEST, Double.NaN);
  }
}
