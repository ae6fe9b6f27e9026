package dev.rookery.api.learning;

import java.util.Map;

/** Gives the learning rate of each update. */
public interface LrScheduler {

  /** The learning rate for the next update. */
  double learningRate();

  /**
   * Hears that an update was made.
   *
   * @param updates number of updates so far, this one included
   */
  void afterUpdate(long updates);

  /**
   * Hears the result of a validation.
   *
   * @param value the validation metric
   * @param lowerIsBetter whether it is a loss
   */
  void afterValidation(double value, boolean lowerIsBetter);

  /**
   * Hears that validations have another metric from now on, so that it doesn't compare what comes
   * with what it heard before. The learning rate stays.
   */
  default void validationMetricChanged() {}

  /** Whether the schedule has come to its end and training should stop. */
  default boolean finished() {
    return false;
  }

  /** The state that a checkpoint must keep. */
  Map<String, Double> state();

  /** Puts back what {@link #state} gave. */
  void restore(Map<String, Double> state);
}
