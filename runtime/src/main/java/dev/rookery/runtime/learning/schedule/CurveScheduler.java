package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import java.util.Map;

/**
 * A warm-up, then a curve over the updates.
 *
 * <p>As in ParlAI ({@code parlai/nn/lr_scheduler.py}) the update that ends a warm-up already takes
 * the first step of the curve, so that with a warm-up the curve is one step ahead.
 */
final class CurveScheduler implements LrScheduler {

  private static final String UPDATES = "updates";

  private final double baseRate;
  private final WarmUp warmUp;
  private final DecayCurve curve;
  private final long end;
  private long updates;

  /**
   * Creates a schedule that stands before the first update.
   *
   * @param end after how many updates, warm-up included, training stops; 0 or less for never
   */
  CurveScheduler(double baseRate, WarmUp warmUp, DecayCurve curve, long end) {
    this.baseRate = baseRate;
    this.warmUp = warmUp;
    this.curve = curve;
    this.end = end;
  }

  @Override
  public double learningRate() {
    if (warmUp.lastsAt(updates)) {
      return baseRate * warmUp.multiplier(updates);
    }
    // The last rate stays once the end is reached.
    long last = finished() ? Math.min(updates, end - 1) : updates;
    long step = last - warmUp.updates() + (warmUp.updates() > 0 ? 1 : 0);
    return baseRate * curve.multiplier(Math.max(0, step));
  }

  @Override
  public boolean finished() {
    return end > 0 && updates >= end && !warmUp.lastsAt(updates);
  }

  @Override
  public void afterUpdate(long updatesSoFar) {
    updates = updatesSoFar;
  }

  @Override
  public void afterValidation(double value, boolean lowerIsBetter) {}

  @Override
  public Map<String, Double> state() {
    return Map.of(UPDATES, (double) updates);
  }

  @Override
  public void restore(Map<String, Double> state) {
    updates = state.getOrDefault(UPDATES, 0.0).longValue();
  }
}
