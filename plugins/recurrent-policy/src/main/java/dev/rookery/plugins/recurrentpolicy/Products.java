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
  private final boolean prepared;
  private final List<NDArray> weights = new ArrayList<>();

  private Products(Parameters parameters, boolean prepared) {
    this.parameters = parameters;
    this.prepared = prepared;
  }

  /** With the weights themselves in float32, so that gradients find back to them. */
  static Products ofWeights(Parameters parameters) {
    return new Products(parameters, false);
  }

  /** For inference alone: in the precision of the weights, which are packed where it is faster. */
  static Products ofPrepared(Parameters parameters) {
    return new Products(parameters, true);
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
    return prepared
        ? "torch.to(" + parameters.product(x, w, b, isAsStored(matrix)) + ", 6)"
        : "torch.linear(" + x + ", " + w + ", " + b + ")";
  }

  private boolean isAsStored(NDArray weight) {
    return !prepared || parameters.isBestAsStored(weight.size());
  }

  /** The argument {@code ps}. */
  NDList operands() {
    return TorchScript.list(
        "weights",
        weights.stream().map(weight -> parameters.operand(weight, isAsStored(weight))).toList());
  }
}
