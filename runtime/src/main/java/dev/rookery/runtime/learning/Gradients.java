package dev.rookery.runtime.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collection;

/** Reads the gradients of weights without leaving handles behind. */
public final class Gradients {

  private Gradients() {}

  /**
   * The gradients that weights hold, in their order. DJL makes a new handle at each read and
   * attaches it to the manager of the weight, where it would stay until the end of the run.
   *
   * @param weights arrays that gather gradients
   * @param step the manager that takes the handles; closing it leaves the gradients as they are
   */
  public static NDList of(Collection<NDArray> weights, NDManager step) {
    NDList gradients = new NDList(weights.size());
    for (NDArray weight : weights) {
      NDArray gradient = weight.getGradient();
      gradient.attach(step);
      gradients.add(gradient);
    }
    return gradients;
  }
}
