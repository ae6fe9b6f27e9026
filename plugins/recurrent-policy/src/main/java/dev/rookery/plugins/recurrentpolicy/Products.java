package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products of a program that computes with weights {@code ps}: their texts, and the
 * weights in the order in which the program finds them.
 */
final class Products {

  private final Parameters parameters;
  private final boolean training;
  private final List<NDArray> weights = new ArrayList<>();

  /**
   * Begins without any.
   *
   * @param training whether gradients are to find back to the weights; else they are packed where
   *     that is faster
   */
  Products(Parameters parameters, boolean training) {
    this.parameters = parameters;
    this.training = training;
  }

  /**
   * TorchScript's text of x Wᵀ + b, float32.
   *
   * @param weight name of W
   * @param bias name of b
   */
  String of(String x, String weight, String bias) {
    NDArray matrix = parameters.get(weight);
    String w = "ps[" + weights.size() + "]";
    String b = "ps[" + (weights.size() + 1) + "]";
    weights.add(matrix);
    weights.add(parameters.get(bias));
    return training
        ? "torch.linear(" + x + ", " + w + ", " + b + ")"
        : "torch.to(" + parameters.product(x, w, b, isAsStored(matrix)) + ", 6)";
  }

  private boolean isAsStored(NDArray weight) {
    return parameters.isBestAsStored(weight.size());
  }

  /** The argument {@code ps}. */
  NDList operands() {
    return TorchScript.list(
        "weights",
        weights.stream()
            .map(weight -> parameters.operand(weight, training || isAsStored(weight)))
            .toList());
  }
}
