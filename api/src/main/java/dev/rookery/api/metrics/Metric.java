package dev.rookery.api.metrics;

/**
 * A figure that knows how to be merged with more of its kind. Immutable.
 *
 * <p>{@link #merge} is associative, up to floating-point rounding: it does not matter how the
 * examples were grouped into batches or spread over workers. A plugin may bring a kind of its own.
 */
public interface Metric {

  /** The figure as it is reported; NaN where it is undefined. */
  double value();

  /**
   * This figure and another as one.
   *
   * @throws IllegalArgumentException if the other is of another kind
   */
  Metric merge(Metric other);

  /**
   * Whether there is one such figure for the whole run, such as the learning rate, rather than one
   * for each task. A report over several tasks then shows it once, without a task's name.
   */
  default boolean global() {
    return false;
  }

  /**
   * Whether the figure over several tasks is the mean of the tasks' figures, so that every task
   * counts the same, rather than the tasks merged.
   */
  default boolean macroAveraged() {
    return false;
  }

  /** An exception that says that these two cannot be merged. */
  static IllegalArgumentException mismatch(Metric one, Metric other) {
    return new IllegalArgumentException("cannot merge " + one + " with " + other);
  }
}
