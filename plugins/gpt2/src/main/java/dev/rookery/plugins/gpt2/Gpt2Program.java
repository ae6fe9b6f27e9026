package dev.rookery.plugins.gpt2;

import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;

/**
 * TorchScript of all layers (<a
 * href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">Radford
 * et al. 2019</a>): one call of libtorch. What the options say is written into the text as
 * constants. In a lower precision the inputs of matrix products and attention are cast to it;
 * residuals are summed and normalized in float32.
 */
final class Gpt2Program {

  private static final String PARTS =
      """
      def norm(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
        return torch.layer_norm(x, [SIZE], ps[i], ps[i + 1], EPSILON, False)
      def linear(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
        return PRODUCT
      def heads(self, x: Tensor, ps: List[Tensor], i: int) -> List[Tensor]:
        y = torch.reshape(self.linear(x, ps, i), [torch.size(x, 0), torch.size(x, 1), 3, HEADS, HEAD])
        return torch.unbind(torch.permute(y, [2, 0, 3, 1, 4]))
      def joined(self, a: Tensor, ps: List[Tensor], i: int) -> Tensor:
        x = torch.reshape(torch.transpose(a, 1, 2), [torch.size(a, 0), torch.size(a, 2), SIZE])
        z = self.linear(x, ps, i)
        return DROPPED_Z
      def ffn(self, y: Tensor, ps: List[Tensor], i: int) -> Tensor:
        x = self.linear(y, ps, i)
        z = self.linear(ACTIVATION, ps, i + 2)
        return DROPPED_Z
      def embedded(self, ids: Tensor, positions: Tensor, ps: List[Tensor]) -> Tensor:
        x = torch.add(torch.embedding(ps[0], ids), torch.embedding(ps[1], positions))
        return DROPPED_X
      """;

  private static final String LAYERS =
      """
        x = self.embedded(ids, positions, ps)
      KEEP
        for l in range(LAYERS):
          i = FIRST + l * OF_LAYER
          parts = self.heads(self.norm(x, ps, i), ps, i + 2)
          q = SCALED
          k = parts[1]
          v = parts[2]
      ATTENTION
          x = torch.add(x, self.joined(a, ps, i + 4))
          x = torch.add(x, self.ffn(self.norm(x, ps, i + 6), ps, i + 8))
      KEEP_IN_LAYER
      """;

  private static final String WHOLE =
      """
          if torch.numel(mask) > 0:
            a = self.attendWhere(q, k, v, mask)
          else:
            a = self.attendCausally(q, k, v)
      """;

  private static final String CACHED =
      """
          layer = torch.select(cache, 1, l)
          keys = torch.select(layer, 1, 0)
          values = torch.select(layer, 1, 1)
          if together:
            written = torch.copy_(torch.slice(keys, 2, first, total), k)
            written = torch.copy_(torch.slice(values, 2, first, total), v)
          else:
            written = torch.scatter_(keys, 2, index, torch.to(k, 6))
            written = torch.scatter_(values, 2, index, torch.to(v, 6))
          if whole:
            a = self.attendCausally(q, k, v)
          else:
            k = torch.slice(keys, 2, 0, total)
            v = torch.slice(values, 2, 0, total)
            if plain:
              a = self.fused(torch.to(q, 6), k, v)
            else:
              a = self.fusedWhere(torch.to(q, 6), k, v, mask)
      """;

  private final Gpt2Options options;
  private final Parameters parameters;
  private final boolean training;

  Gpt2Program(Gpt2Options options, Parameters parameters, boolean training) {
    this.options = options;
    this.parameters = parameters;
    this.training = training;
  }

  /**
   * {@code forward(ids, positions, mask, ps)}: ids and positions (B, T); an additive mask (B, 1, T,
   * T), or no numbers where each token sees those before. Gives vectors (B, T, H).
   */
  TorchScript whole() {
    return compiled(
        "gpt2",
        "def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, ps: List[Tensor]) ->"
            + " Tensor:\n"
            + layers(WHOLE, "", "")
            + "  return self.norm(x, ps, LAST)\n");
  }

  /** The same, with the vectors of the embeddings and after each layer before it. */
  TorchScript layerByLayer() {
    return compiled(
        "gpt2 layer by layer",
        "def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, ps: List[Tensor]) ->"
            + " List[Tensor]:\n"
            + layers(WHOLE, "  all = [x]\n", "    kept = torch.append(all, x)\n")
            + "  last = torch.pop(all)\n  return torch.add(all, [self.norm(x, ps, LAST)])\n");
  }

  /**
   * {@code forward(ids, positions, places, keep, cache, ps)}: ids and positions (B, T); places (B),
   * where each row's first token goes in the cache, rows may differ only if T is 1; keep (B, S)
   * bool, false at padding, or no numbers. The cache, (B, layers, 2, N, M, D), is float32 in every
   * precision, as DJL can make no arrays of bfloat16, and is written in place. Gives vectors (B, T,
   * H).
   */
  TorchScript cached() {
    return compiled(
        "gpt2 with cache",
        """
        def forward(self, ids: Tensor, positions: Tensor, places: Tensor, keep: Tensor, cache: Tensor, ps: List[Tensor]) -> Tensor:
          T = torch.size(ids, 1)
          first = int(torch.min(places))
          total = int(torch.max(places)) + T
          together = first + T == total
          padded = torch.numel(keep) > 0
          whole = total == T and not padded
          plain = together and T == 1 and not padded
          mask = torch.zeros([0])
          index = places
          if not plain and not whole:
            rows = torch.unsqueeze(torch.unsqueeze(places, 1), 2)
            own = torch.add(rows, torch.unsqueeze(torch.arange(T, device=ids.device), 1))
            hidden = torch.gt(torch.arange(total, device=ids.device), own)
            if padded:
              hidden = torch.logical_or(hidden, torch.unsqueeze(torch.logical_not(keep), 1))
            mask = torch.mul(torch.to(torch.unsqueeze(hidden, 1), 6), -1.0e+20)
          if not together:
            index = torch.expand(torch.reshape(places, [-1, 1, 1, 1]), [torch.size(ids, 0), HEADS, 1, HEAD])
        """
            + layers(CACHED, "", "")
            + "  return self.norm(x, ps, LAST)\n");
  }

  private static String layers(String attention, String keep, String keepInLayer) {
    return LAYERS
        .replace("KEEP_IN_LAYER\n", keepInLayer)
        .replace("KEEP\n", keep)
        .replace("ATTENTION\n", attention);
  }

  private TorchScript compiled(String name, String forward) {
    String text =
        Gpt2Attention.text(options, parameters.precision(), training)
            + PARTS.replace(
                "PRODUCT",
                parameters.transposedProduct(
                    "x",
                    "ps[i]",
                    "ps[i + 1]",
                    Gpt2Weights.areAsStored(options, parameters, training)))
            + forward;
    return TorchScript.shared(
        name,
        text.replace("ACTIVATION", options.activation().text())
            .replace("DROPPED_Z", dropped("z", options.residualDropout()))
            .replace("DROPPED_X", dropped("x", options.embeddingDropout()))
            .replace("SCALED", scaled())
            .replace("EPSILON", TorchScript.literal(options.epsilon()))
            .replace("OF_LAYER", Integer.toString(Gpt2Weights.OF_LAYER))
            .replace("FIRST", Integer.toString(Gpt2Weights.BEFORE_LAYERS))
            .replace(
                "LAST",
                Integer.toString(
                    Gpt2Weights.BEFORE_LAYERS + options.layers() * Gpt2Weights.OF_LAYER))
            .replace("LAYERS", Integer.toString(options.layers()))
            .replace("HEADS", Integer.toString(options.heads()))
            .replace("HEAD", Integer.toString(options.headSize()))
            .replace("SIZE", Integer.toString(options.size())));
  }

  private String dropped(String variable, double share) {
    return Gpt2Attention.dropped(variable, training ? share : 0);
  }

  /** Attention divides by the root of a head's size; what is wanted besides goes into the query. */
  private String scaled() {
    double factor = options.scaleAttention() ? 1 : Math.sqrt(options.headSize());
    if (options.scaleByLayer()) {
      return "torch.mul(parts[0], " + TorchScript.literal(factor) + " / float(l + 1))";
    }
    return factor == 1 ? "parts[0]" : "torch.mul(parts[0], " + TorchScript.literal(factor) + ")";
  }
}
