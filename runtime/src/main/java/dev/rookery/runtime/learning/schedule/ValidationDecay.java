package dev.rookery.runtime.learning.schedule;

import java.util.Map;

/** Decides at each validation whether the rate falls. */
interface ValidationDecay {

  /**
   * Hears the result of a validation.
   *
   * @param rate the rate so far
   * @return the rate from now on
   */
  double next(double rate, double value, boolean lowerIsBetter);

  /** Forgets the results so far, which were of another metric. */
  default void metricChanged() {}

  /** What a checkpoint must keep. */
  Map<String, Double> state();

  /** Puts back what {@link #state} gave. */
  void restore(Map<String, Double> state);
}
