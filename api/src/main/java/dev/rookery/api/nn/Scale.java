package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with a plain number in training. DJL's {@code x.mul(2)} and {@code x.div(2)} put the
 * number into Java memory and let go of it at once, while libtorch reads it again in the backward
 * pass: when the garbage collector runs in between, the gradient is multiplied by whatever lies
 * there by then. Here the number lives as long as the manager of the array.
 */
public final class Scale {

  private Scale() {}

  /** {@code x * factor}, of x's shape and on x's manager. */
  public static NDArray times(NDArray x, double factor) {
    return x.mul(x.getManager().create((float) factor));
  }

  /** {@code x / divisor}, of x's shape and on x's manager. */
  public static NDArray dividedBy(NDArray x, double divisor) {
    return x.div(x.getManager().create((float) divisor));
  }
}
