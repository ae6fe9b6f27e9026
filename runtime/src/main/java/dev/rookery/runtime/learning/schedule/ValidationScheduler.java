package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import java.util.HashMap;
import java.util.Map;

/**
 * A warm-up, then a rate that falls at validations.
 *
 * <p>Validations during the warm-up don't count. As in ParlAI the rate after the warm-up is that of
 * the warm-up's last update, which is one step below the base rate.
 */
final class ValidationScheduler implements LrScheduler {

  private static final String UPDATES = "updates";
  private static final String RATE = "learning-rate";
  private static final String BASE = "base-learning-rate";

  private final double baseRate;
  private final WarmUp warmUp;
  private final ValidationDecay decay;
  private long updates;
  private double rate;

  ValidationScheduler(double baseRate, WarmUp warmUp, ValidationDecay decay) {
    this.baseRate = baseRate;
    this.warmUp = warmUp;
    this.decay = decay;
    rate = baseRate;
    followWarmUp();
  }

  private void followWarmUp() {
    if (warmUp.lastsAt(updates)) {
      rate = baseRate * warmUp.multiplier(updates);
    }
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public void afterUpdate(long updatesSoFar) {
    updates = updatesSoFar;
    followWarmUp();
  }

  @Override
  public void afterValidation(double value, boolean lowerIsBetter) {
    if (!warmUp.lastsAt(updates)) {
      rate = decay.next(rate, value, lowerIsBetter);
    }
  }

  @Override
  public void validationMetricChanged() {
    decay.metricChanged();
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> state = new HashMap<>(decay.state());
    state.put(UPDATES, (double) updates);
    state.put(RATE, rate);
    state.put(BASE, baseRate);
    return state;
  }

  @Override
  public void restore(Map<String, Double> state) {
    updates = state.getOrDefault(UPDATES, 0.0).longValue();
    rate = state.getOrDefault(RATE, rate);
    // A run may go on with another base rate, of which it then has the same share as before.
    double savedBase = state.getOrDefault(BASE, baseRate);
    if (savedBase != baseRate) {
      rate *= baseRate / savedBase;
    }
    decay.restore(state);
  }
}
