package dev.rookery.runtime.learning.schedule;

import java.util.Map;

/** The rate falls at every {@code patience}-th validation, whatever its result. */
final class FixedDecay implements ValidationDecay {

  private static final String VALIDATIONS = "validations";

  private final int patience;
  private final double factor;
  private long validations;

  FixedDecay(int patience, double factor) {
    this.patience = patience;
    this.factor = factor;
  }

  @Override
  public double next(double rate, double value, boolean lowerIsBetter) {
    validations++;
    return validations % patience == 0 ? rate * factor : rate;
  }

  @Override
  public Map<String, Double> state() {
    return Map.of(VALIDATIONS, (double) validations);
  }

  @Override
  public void restore(Map<String, Double> state) {
    validations = state.getOrDefault(VALIDATIONS, 0.0).longValue();
  }
}
