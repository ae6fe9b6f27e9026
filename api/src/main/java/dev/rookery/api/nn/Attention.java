package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Scaled dot-product attention (<a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>,
 * section 3.2.1) in libtorch's fused kernel.
 */
public final class Attention {

  private static final TorchScript MASKED =
      new TorchScript(
          "masked attention",
          """
          def forward(self, q: Tensor, k: Tensor, v: Tensor, dropout: Tensor, mask: Tensor) -> Tensor:
            return torch.scaled_dot_product_attention(q, k, v, mask, float(dropout))
          """);
  private static final TorchScript UNMASKED =
      new TorchScript(
          "attention",
          """
          def forward(self, q: Tensor, k: Tensor, v: Tensor, dropout: Tensor) -> Tensor:
            return torch.scaled_dot_product_attention(q, k, v, None, float(dropout))
          """);
  private static final TorchScript CAUSAL =
      new TorchScript(
          "causal attention",
          """
          def forward(self, q: Tensor, k: Tensor, v: Tensor, dropout: Tensor) -> Tensor:
            return torch.scaled_dot_product_attention(q, k, v, None, float(dropout), True)
          """);

  private Attention() {}

  /**
   * Attends to every key that the mask allows.
   *
   * <p>Shapes: B batch, N heads, T queries, S keys, D size of a head.
   *
   * @param query (B, N, T, D)
   * @param key (B, N, S, D)
   * @param value (B, N, S, D)
   * @param mask boolean, true where a query may look, broadcastable to (B, N, T, S); null for all
   * @param dropout share of the attention weights that is dropped, used only when training
   * @return (B, N, T, D), attached to the manager of {@code query}
   */
  public static NDArray attend(
      NDArray query,
      NDArray key,
      NDArray value,
      @Nullable NDArray mask,
      double dropout,
      boolean training) {
    try (NDArray share = query.getManager().create(training ? (float) dropout : 0f)) {
      return mask == null
          ? UNMASKED.run(training, query, key, value, share).singletonOrThrow()
          : MASKED.run(training, query, key, value, share, mask).singletonOrThrow();
    }
  }

  /** The same where a query looks at keys up to its own position only (T = S). */
  public static NDArray attendCausally(
      NDArray query, NDArray key, NDArray value, double dropout, boolean training) {
    try (NDArray share = query.getManager().create(training ? (float) dropout : 0f)) {
      return CAUSAL.run(training, query, key, value, share).singletonOrThrow();
    }
  }
}
