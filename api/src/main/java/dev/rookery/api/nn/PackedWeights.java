package dev.rookery.api.nn;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Weights of matrix products in the layout that oneDNN multiplies by. On a CPU, a product of few
 * rows with a packed weight takes about half the time of one with libtorch's usual kernels. Packed
 * weights have no gradient.
 */
final class PackedWeights {

  private static final TorchScript PACK =
      new TorchScript(
          "pack",
          """
          def forward(self, weight: Tensor) -> Tensor:
            return ops.mkldnn._reorder_linear_weight(weight, None)
          """);

  private PackedWeights() {}

  /** Whether this libtorch and this device have the kernels. */
  static boolean supports(NDManager manager) {
    return !manager.getDevice().isGpu() && Probe.WORKS;
  }

  /** A copy of a weight (output size, input size). */
  static NDArray pack(NDArray weight) {
    return PACK.run(false, weight).singletonOrThrow();
  }

  /** A product in TorchScript, with a packed weight. */
  static String product(String x, String weight, String bias) {
    return "ops.mkldnn._linear_pointwise(%s, %s, %s, \"none\", annotate(List[Optional[number]], []), \"\")"
        .formatted(x, weight, bias);
  }

  /** Tried out once a process. */
  private static final class Probe {
    private static final TorchScript PRODUCT =
        new TorchScript(
            "packed product",
            "def forward(self, x: Tensor, w: Tensor) -> Tensor:\n  return "
                + product("x", "w", "None")
                + "\n");

    static final boolean WORKS = works();

    private static boolean works() {
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray weight = pack(manager.ones(new Shape(3, 2)));
        NDArray result =
            PRODUCT.run(false, manager.ones(new Shape(1, 2)), weight).singletonOrThrow();
        return result.sum().getFloat() == 6f;
      } catch (EngineException e) {
        return false;
      }
    }
  }
}
