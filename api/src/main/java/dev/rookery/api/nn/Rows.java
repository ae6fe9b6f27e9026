package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;

/** Picks slices of an array along one axis. */
public final class Rows {

  private static final TorchScript SELECT =
      new TorchScript(
          "index select",
          """
          def forward(self, x: Tensor, axis: Tensor, indices: Tensor) -> Tensor:
            return torch.index_select(x, int(axis), indices)
          """);

  private Rows() {}

  /**
   * Picks slices in the given order; one may be picked several times.
   *
   * @param axis along which {@code indices} count
   * @param indices (N) int64
   * @return the shape of {@code array} with N at {@code axis}, attached to the manager of {@code
   *     indices}
   */
  public static NDArray select(NDArray array, int axis, NDArray indices, boolean training) {
    try (NDArray axisArray = indices.getManager().create((long) axis)) {
      NDArray picked = SELECT.run(training, array, axisArray, indices).singletonOrThrow();
      picked.attach(indices.getManager());
      return picked;
    }
  }
}
