package dev.rookery.plugins.gpt2;

import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;

/**
 * TorchScript of attention: queries (B, N, T, D) to keys and values (B, N, S, D). libtorch's fused
 * kernel for CPUs is the slower way in bfloat16; there the operations go one by one, with a softmax
 * in float32.
 */
final class Gpt2Attention {

  private static final String FUSED =
      """
      def fused(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, None, SHARE)
      def fusedWhere(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, torch.to(mask, q.dtype), SHARE)
      def fusedCausally(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, None, SHARE, True)
      """;

  private static final String ONE_BY_ONE =
      """
      def scores(self, q: Tensor, k: Tensor) -> Tensor:
        return torch.to(torch.matmul(torch.mul(q, ROOT), torch.transpose(k, 2, 3)), 6)
      def weighed(self, scores: Tensor, v: Tensor) -> Tensor:
        w = torch.softmax(scores, -1)
        return torch.matmul(torch.to(DROPPED, v.dtype), v)
      def attendWhere(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        if q.is_cuda:
          a = self.fusedWhere(q, k, v, mask)
        else:
          a = self.weighed(torch.add(self.scores(q, k), mask), v)
        return a
      def attendCausally(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        if q.is_cuda:
          a = self.fusedCausally(q, k, v)
        else:
          T = torch.size(q, 2)
          later = torch.mul(torch.triu(torch.ones([T, T], dtype=6, device=q.device), 1), -1.0e+20)
          a = self.weighed(torch.add(self.scores(q, k), later), v)
        return a
      """;

  private Gpt2Attention() {}

  /**
   * The methods {@code attendWhere} a mask lets and {@code attendCausally}, each the faster way in
   * this precision, and {@code fused}, {@code fusedWhere} and {@code fusedCausally}.
   */
  static String text(Gpt2Options options, Precision precision, boolean training) {
    double share = training ? options.attentionDropout() : 0;
    String text =
        precision == Precision.FLOAT32
            ? FUSED + FUSED.replace("fused", "attend")
            : FUSED
                + ONE_BY_ONE
                    .replace("DROPPED", dropped("w", share))
                    .replace("ROOT", TorchScript.literal(1 / Math.sqrt(options.headSize())));
    return text.replace("SHARE", TorchScript.literal(share));
  }

  /** A variable, some of whose numbers are dropped. */
  static String dropped(String variable, double share) {
    return share > 0
        ? "torch.dropout(" + variable + ", " + TorchScript.literal(share) + ", True)"
        : variable;
  }
}
