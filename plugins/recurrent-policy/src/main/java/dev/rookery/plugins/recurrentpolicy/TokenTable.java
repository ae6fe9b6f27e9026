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
  static final long LARGEST = 1 << 22;

  private final Parameters parameters;
  private final NDArray embeddings;
  private final Products products;
  private final TorchScript program;
  private final boolean hasProduct;

  /**
   * Prepares; nothing is computed yet.
   *
   * @param embeddings (V, I)
   * @param name of the recurrent weights
   * @param largest how many numbers a table may have
   */
  TokenTable(Parameters parameters, NDArray embeddings, String name, long largest) {
    this.parameters = parameters;
    this.embeddings = embeddings;
    products = Products.ofPrepared(parameters);
    program =
        TorchScript.shared(
            "table of tokens",
            "def forward(self, x: Tensor, ps: List[Tensor]) -> Tensor:\n  return "
                + product(products, "x", name)
                + "\n");
    long gates = parameters.get(name + ".bias_ih_l0").size();
    hasProduct = embeddings.getShape().get(0) * gates <= largest;
  }

  /** The text of what the first layer takes of x. */
  static String product(Products products, String x, String name) {
    return products.of(x, name + ".weight_ih_l0", name + ".bias_ih_l0");
  }

  /** Whether the layer's product is in the table, (V, G); else it has the embeddings, (V, I). */
  boolean hasProduct() {
    return hasProduct;
  }

  /** The embeddings, (V, I). */
  NDArray embeddings() {
    return embeddings;
  }

  /** The table, without a gradient; it belongs to the weights. */
  NDArray get() {
    return hasProduct ? parameters.derived(this, this::compute) : embeddings;
  }

  private NDArray compute() {
    embeddings.setName(null);
    NDList arguments = new NDList(embeddings);
    arguments.addAll(products.operands());
    return program.run(false, arguments).singletonOrThrow();
  }
}
