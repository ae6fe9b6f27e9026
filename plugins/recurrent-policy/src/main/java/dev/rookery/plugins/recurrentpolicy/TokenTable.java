package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;

/**
 * What the first recurrent layer takes of each token. It is the same wherever the token stands, so
 * that for a small vocabulary it is computed once and then looked up.
 *
 * <p>Shapes: V vocabulary size, I input size, G gates of a layer times its hidden size.
 */
final class TokenTable {

  /** A table of more numbers (16 MB) would not stay in a processor's cache. */
  private static final long LARGEST = 1 << 22;

  private final Parameters parameters;
  private final NDArray embeddings;
  private final Products products;
  private final TorchScript program;
  private final boolean isWorthIt;

  /**
   * Prepares; nothing is computed yet.
   *
   * @param embeddings (V, I)
   * @param name of the recurrent weights
   */
  TokenTable(Parameters parameters, NDArray embeddings, String name) {
    this.parameters = parameters;
    this.embeddings = embeddings;
    products = new Products(parameters, false);
    program =
        TorchScript.shared(
            "table of tokens",
            "def forward(self, x: Tensor, ps: List[Tensor]) -> Tensor:\n  return "
                + products.of("x", name + ".weight_ih_l0", name + ".bias_ih_l0")
                + "\n");
    isWorthIt =
        embeddings.getShape().get(0) * parameters.get(name + ".bias_ih_l0").size() <= LARGEST;
  }

  /** Whether the layer's product is in the table, (V, G); else it has the embeddings, (V, I). */
  boolean hasProduct() {
    return isWorthIt;
  }

  /** The table; it belongs to the weights. */
  NDArray get() {
    return isWorthIt ? parameters.derived(this, this::compute) : embeddings;
  }

  private NDArray compute() {
    embeddings.setName(null);
    NDList arguments = new NDList(embeddings);
    arguments.addAll(products.operands());
    return program.run(false, arguments).singletonOrThrow();
  }
}
