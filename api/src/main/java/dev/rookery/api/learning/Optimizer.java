package dev.rookery.api.learning;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Changes weights by their gradients. Made for one set of {@link dev.rookery.api.nn.Parameters};
 * closing it releases its state arrays, not the weights.
 */
public interface Optimizer extends AutoCloseable {

  /**
   * One update of all weights, in place, from the gradients that they hold now. It ends with {@link
   * dev.rookery.api.nn.Parameters#changed}, so that nothing is read of the old ones.
   *
   * @param learningRate the rate of this update
   */
  void step(double learningRate);

  /**
   * The state that a checkpoint must keep, by name: {@code <weight>.<slot>}, and whatever counts
   * steps. The arrays are the optimizer's own; don't close them.
   */
  Map<String, NDArray> state();

  /**
   * Puts back what {@link #state} gave, by copying.
   *
   * @throws IllegalArgumentException if names or shapes don't fit; the message says which
   */
  void restore(Map<String, NDArray> state);

  @Override
  void close();
}
