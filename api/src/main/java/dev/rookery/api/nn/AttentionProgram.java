package dev.rookery.api.nn;

/**
 * TorchScript of attention: queries (B, N, T, D) to keys and values (B, N, S, D), with an additive
 * mask where there is one. libtorch's fused kernel for CPUs takes two to four times as long in
 * bfloat16 as the operations one by one, whose softmax is in float32.
 */
final class AttentionProgram {

  /** The hypotheses of one context as queries beside each other, and back. */
  private static final String GROUPS =
      """
      def together(self, q: Tensor, B: int) -> Tensor:
        R = torch.size(q, 0)
        if R == B:
          together = q
        else:
          beams = torch.reshape(q, [B, torch.floordiv(R, B), HEADS, torch.size(q, 2), HEAD])
          together = torch.reshape(torch.transpose(beams, 1, 2), [B, HEADS, -1, HEAD])
        return together
      def apart(self, a: Tensor, R: int) -> Tensor:
        B = torch.size(a, 0)
        if R == B:
          apart = a
        else:
          K = torch.floordiv(R, B)
          beams = torch.reshape(a, [B, HEADS, K, torch.floordiv(torch.size(a, 2), K), HEAD])
          apart = torch.reshape(torch.transpose(beams, 1, 2), [R, HEADS, -1, HEAD])
        return apart
      """;

  private static final String FUSED =
      """
      def fused(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, None, DROPOUT)
      def fusedWhere(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, torch.to(mask, q.dtype), DROPOUT)
      def fusedCausally(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return torch.scaled_dot_product_attention(q, k, v, None, DROPOUT, True)
      """;

  private static final String ONE_BY_ONE =
      """
      def scores(self, q: Tensor, k: Tensor) -> Tensor:
        return torch.to(torch.matmul(torch.mul(q, ROOT), torch.transpose(k, 2, 3)), 6)
      def weighed(self, scores: Tensor, v: Tensor) -> Tensor:
        w = torch.softmax(scores, -1)
        return torch.matmul(torch.to(DROPPED, TYPE), v)
      def later(self, q: Tensor) -> Tensor:
        T = torch.size(q, 2)
        return torch.mul(torch.triu(torch.ones([T, T], dtype=6, device=q.device), 1), -1.0e+20)
      def attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        if q.is_cuda:
          a = self.fused(q, k, v)
        else:
          a = self.weighed(self.scores(q, k), v)
        return a
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
          a = self.weighed(torch.add(self.scores(q, k), self.later(q)), v)
        return a
      """;

  private final TransformerOptions options;
  private final Precision precision;
  private final double dropout;

  AttentionProgram(TransformerOptions options, Precision precision, boolean training) {
    this.options = options;
    this.precision = precision;
    dropout = training ? options.attentionDropout() : 0;
  }

  /**
   * The methods {@code attend}, {@code attendWhere} a mask lets, {@code attendCausally}, {@code
   * together} and {@code apart}.
   */
  String text() {
    double root = 1 / Math.sqrt((double) options.size() / options.heads());
    String attention =
        precision == Precision.FLOAT32
            ? FUSED.replace("fused", "attend")
            : FUSED
                + ONE_BY_ONE
                    .replace("DROPPED", dropped("w", dropout))
                    .replace("ROOT", TorchScript.literal(root));
    return GROUPS + attention.replace("DROPOUT", TorchScript.literal(dropout));
  }

  /** A variable, some of whose numbers are dropped. */
  static String dropped(String variable, double dropout) {
    return dropout > 0
        ? "torch.dropout(" + variable + ", " + TorchScript.literal(dropout) + ", True)"
        : variable;
  }
}
