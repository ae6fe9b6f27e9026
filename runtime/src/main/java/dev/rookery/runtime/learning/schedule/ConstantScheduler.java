package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import java.util.Map;

/** The base rate throughout. */
record ConstantScheduler(double learningRate) implements LrScheduler {

  @Override
  public void afterUpdate(long updates) {}

  @Override
  public void afterValidation(double value, boolean lowerIsBetter) {}

  @Override
  public Map<String, Double> state() {
    return Map.of();
  }

  @Override
  public void restore(Map<String, Double> state) {}
}
