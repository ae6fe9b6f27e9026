package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/** An affine map, y = x Aᵀ + b. Values start evenly in ±1/√(input size), PyTorch's default. */
public final class Linear {

  private static final TorchScript WITHOUT_BIAS =
      new TorchScript(
          "linear",
          """
          def forward(self, x: Tensor, weight: Tensor) -> Tensor:
            return torch.linear(x, weight)
          """);
  private static final TorchScript WITH_BIAS =
      new TorchScript(
          "linear with bias",
          """
          def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
            return torch.linear(x, weight, bias)
          """);

  private final NDArray weight;
  private final @Nullable NDArray bias;

  /**
   * Makes a map.
   *
   * @param name the weights are called {@code <name>.weight} and {@code <name>.bias}
   */
  public Linear(Parameters parameters, String name, int inputSize, int outputSize, boolean bias) {
    double bound = 1 / Math.sqrt(inputSize);
    weight = parameters.uniform(name + ".weight", new Shape(outputSize, inputSize), bound);
    this.bias = bias ? parameters.uniform(name + ".bias", new Shape(outputSize), bound) : null;
  }

  /**
   * Applies the map to the last axis.
   *
   * @param x (…, input size)
   * @return (…, output size), attached to the manager of {@code x}
   */
  public NDArray forward(NDArray x, boolean training) {
    return bias == null
        ? apply(x, weight, training)
        : WITH_BIAS.run(training, x, weight, bias).singletonOrThrow();
  }

  static NDArray apply(NDArray x, NDArray weight, boolean training) {
    return WITHOUT_BIAS.run(training, x, weight).singletonOrThrow();
  }
}
