package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/** Picks slices of arrays along one axis. */
public final class Rows {

  private static final String SELECT =
      """
      def forward(self, indices: Tensor, x: Tensor) -> Tensor:
        return torch.index_select(x, AXIS, indices)
      """;

  private static final String SELECT_ALL =
      """
      def forward(self, indices: Tensor, xs: List[Tensor]) -> List[Tensor]:
        picked = annotate(List[Tensor], [])
        for x in xs:
          more = torch.append(picked, torch.index_select(x, AXIS, indices))
        return picked
      """;

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
    return script(SELECT, axis).run(training, indices, array).singletonOrThrow();
  }

  /**
   * Picks the same slices of several arrays, in one call of libtorch.
   *
   * @param axis along which {@code indices} count
   * @param indices (N) int64
   * @return the arrays in their order, each with N at {@code axis}, attached to the manager of
   *     {@code indices}
   */
  public static NDList selectAll(
      List<NDArray> arrays, int axis, NDArray indices, boolean training) {
    if (arrays.isEmpty()) {
      return new NDList();
    }
    indices.setName(null);
    NDList arguments = new NDList(indices);
    arguments.addAll(TorchScript.list("arrays", arrays));
    return script(SELECT_ALL, axis).run(training, arguments);
  }

  private static TorchScript script(String source, int axis) {
    return TorchScript.shared("index select", source.replace("AXIS", Integer.toString(axis)));
  }
}
