package dev.rookery.api.nn;

/**
 * TorchScript of a whole stack of transformer layers: one call of libtorch for each, so that little
 * is spent between the operations. What the options say is written into the text as constants.
 *
 * <p>In a lower precision, the inputs of matrix products and attention are cast to it; residuals
 * are summed and normalized in float32.
 */
final class TransformerProgram {

  private static final String THREE_PRODUCTS =
      """
          q = self.heads(y, ps, i)
          k = self.heads(y, ps, i + 2)
          v = self.heads(y, ps, i + 4)
      """;

  /** A tenth faster forward and backward in float32, and slower in bfloat16. */
  private static final String ONE_PRODUCT =
      """
          weight = torch.cat([ps[i], ps[i + 2], ps[i + 4]])
          bias = torch.cat([ps[i + 1], ps[i + 3], ps[i + 5]])
          all = torch.reshape(torch.linear(y, weight, bias), [torch.size(y, 0), torch.size(y, 1), 3, HEADS, HEAD])
          parts = torch.unbind(torch.permute(all, [2, 0, 3, 1, 4]))
          q = parts[0]
          k = parts[1]
          v = parts[2]
      """;

  private final TransformerOptions options;
  private final Parameters parameters;
  private final Precision precision;
  private final boolean training;
  private final AttentionProgram attention;

  TransformerProgram(TransformerOptions options, Parameters parameters, boolean training) {
    this.options = options;
    this.parameters = parameters;
    this.precision = parameters.precision();
    this.training = training;
    attention = new AttentionProgram(options, precision, training);
  }

  /** A float32 value as the input of a matrix product. */
  private String operand(String value) {
    return precision == Precision.FLOAT32 ? value : "torch.to(" + value + ", TYPE)";
  }

  /** Methods that both stacks use. {@code ps} are the weights, {@code i} where a part begins. */
  private String parts() {
    String activation =
        options.activation() == TransformerOptions.Activation.GELU
            ? "torch.gelu(x)"
            : "torch.relu(x)";
    return """
    def norm(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
      return torch.layer_norm(x, [SIZE], ps[i], ps[i + 1], 1.0e-05, False)
    def drop(self, x: Tensor) -> Tensor:
      return DROP
    def linear(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
      return PRODUCT
    def heads(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
      y = self.linear(x, ps, i)
      split = torch.reshape(y, [torch.size(x, 0), torch.size(x, 1), HEADS, HEAD])
      return torch.transpose(split, 1, 2)
    def joined(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
      together = torch.reshape(torch.transpose(x, 1, 2), [torch.size(x, 0), torch.size(x, 2), SIZE])
      return self.linear(together, ps, i)
    def ffn(self, y: Tensor, ps: List[Tensor], i: int) -> Tensor:
      x = self.linear(y, ps, i)
      z = ACTIVATION
      w = FFNDROP
      return self.linear(w, ps, i + 2)
    """
        .replace("FFNDROP", dropped("z", options.activationDropout()))
        .replace("DROP", dropped("x", options.dropout()))
        .replace("PRODUCT", parameters.product("x", "ps[i]", "ps[i + 1]", training))
        .replace("ACTIVATION", activation)
        .replace("SIZE", Integer.toString(options.size()));
  }

  private String dropped(String variable, double dropout) {
    return AttentionProgram.dropped(variable, training ? dropout : 0);
  }

  private String embedded(boolean decoder) {
    boolean normalizes =
        options.variant() == TransformerOptions.Variant.XLM
            || options.variant() == TransformerOptions.Variant.BART;
    boolean beforePositions = decoder && options.variant() == TransformerOptions.Variant.XLM;
    int norm = 1 + (options.segments() > 0 ? 1 : 0);
    StringBuilder text = new StringBuilder();
    text.append("  e = torch.embedding(table, ids, PAD)\n");
    text.append(
        options.scaleEmbeddings()
            ? "  s = torch.mul(e, " + TorchScript.literal(Math.sqrt(options.size())) + ")\n"
            : "  s = e\n");
    text.append(
        normalizes && beforePositions ? "  n = self.norm(s, ps, " + norm + ")\n" : "  n = s\n");
    text.append("  p = torch.add(n, torch.embedding(ps[0], positions))\n");
    text.append(
        !decoder && options.segments() > 0
            ? "  g = torch.add(p, torch.select(ps[1], 0, 0))\n"
            : "  g = p\n");
    text.append(
        normalizes && !beforePositions ? "  h = self.norm(g, ps, " + norm + ")\n" : "  h = g\n");
    text.append("  x = self.drop(h)\n");
    return text.toString();
  }

  /** A part of a layer with its residual: {@code part} makes {@code z} of {@code y}. */
  private String residual(String part, int norm) {
    boolean first = options.variant().normalizesFirst();
    String normalized = "self.norm(%s, ps, i + " + norm + ")";
    String input = first ? normalized.formatted("x") : "x";
    String sum = "torch.add(self.drop(z), x)";
    return "    y = "
        + operand(input)
        + "\n"
        + part
        + "    x = "
        + (first ? sum : normalized.formatted(sum))
        + "\n";
  }

  private String end() {
    int norm = 1 + (options.segments() > 0 ? 1 : 0);
    return options.variant().normalizesFirst() ? "  x = self.norm(x, ps, " + norm + ")\n" : "";
  }

  /**
   * {@code forward(ids, table, ps)}: ids (B, S), table (V, H); gives vectors (B, S, H) and an
   * additive mask (B, 1, 1, S), 0 at tokens and -1e20 at padding.
   */
  TorchScript encoder(int paddingId) {
    String selfAttention =
        (training && precision == Precision.FLOAT32 ? ONE_PRODUCT : THREE_PRODUCTS)
            + "    z = self.joined(self.attendWhere(q, k, v, mask), ps, i + 6)\n";
    String source =
        parts()
            + attention.text()
            + """
            def forward(self, ids: Tensor, table: Tensor, ps: List[Tensor]) -> Tuple[Tensor, Tensor]:
              there = torch.ne(ids, PAD)
              positions = torch.clamp(torch.sub(torch.cumsum(there, 1, dtype=4), 1), 0)
            """
            + embedded(false)
            + """
              mask = torch.mul(torch.to(torch.logical_not(there), x.dtype), -1.0e+20)
              mask = torch.unsqueeze(torch.unsqueeze(mask, 1), 1)
              for l in range(LAYERS):
                i = FIRST + l * 16
            """
            + residual(selfAttention, 8)
            + residual("    z = self.ffn(y, ps, i + 10)\n", 14)
            + "  x = torch.mul(x, torch.to(torch.unsqueeze(there, 2), x.dtype))\n"
            + end()
            + "  return (%s, mask)\n".formatted(scaled());
    return TorchScript.shared("transformer encoder", filled(source, paddingId));
  }

  private String scaled() {
    return options.outputScale() == 1
        ? "x"
        : "torch.mul(x, " + TorchScript.literal(options.outputScale()) + ")";
  }

  /**
   * {@code forward(vectors, ps)}: what each layer of the decoder knows of the encoder's vectors:
   * keys and values, (B, N, S, D) each, layer after layer.
   */
  TorchScript memory() {
    String source =
        parts()
            + """
            def forward(self, vectors: Tensor, ps: List[Tensor]) -> List[Tensor]:
              encoded = VECTORS
              memory = annotate(List[Tensor], [])
              for l in range(LAYERS):
                i = FIRST + l * 26 + 10
                k = torch.append(memory, self.heads(encoded, ps, i + 2))
                v = torch.append(memory, self.heads(encoded, ps, i + 4))
              return memory
            """
                .replace("VECTORS", operand("vectors"));
    return TorchScript.shared("transformer memory", filled(source, 0));
  }

  /**
   * {@code forward(ids, table, mask, ms, cs, ps)}: ids (R, T) after those of the cache {@code cs};
   * gives vectors (R, T, H) and then the new cache. R is a multiple of B, the rows of mask and
   * memory {@code ms}: the hypotheses of one context are queries beside each other.
   *
   * <p>The cache is one array at the beginning. Later it is what {@link TransformerCache} says. New
   * keys and values are written in place where there is room and nobody else wrote, else to larger
   * copies.
   */
  TorchScript decoder(int paddingId) {
    String selfAttention =
        """
            q = self.heads(y, ps, i)
            k = self.heads(y, ps, i + 2)
            v = self.heads(y, ps, i + 4)
            keys = self.together(k, G)
            values = self.together(v, G)
            if past > 0:
              keys = self.written(cs[l * 2 + 3], keys, pool, K, own)
              values = self.written(cs[l * 2 + 4], values, pool, K, own)
              k = torch.slice(keys, 2, 0, total)
              v = torch.slice(values, 2, 0, total)
              if plain:
                a = self.attend(q, k, v)
              else:
                a = self.apart(self.attendWhere(self.together(q, G), k, v, hidden), R)
            else:
              a = self.attendCausally(q, k, v)
            z = self.joined(a, ps, i + 6)
            kept = torch.append(result, keys)
            kept = torch.append(result, values)
        """;
    String crossAttention =
        """
            q = self.together(self.heads(y, ps, i + 10), B)
            a = self.attendWhere(q, ms[l * 2], ms[l * 2 + 1], mask)
            z = self.joined(self.apart(a, R), ps, i + 16)
        """;
    String source =
        parts()
            + attention.text()
            + TransformerCache.METHODS
            + """
            def forward(self, ids: Tensor, table: Tensor, mask: Tensor, ms: List[Tensor], cs: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
              T = torch.size(ids, 1)
              R = torch.size(ids, 0)
              B = torch.size(mask, 0)
              past = 0
              pool = 0
              G = R
              seen = torch.zeros([R, 0], device=ids.device)
              if torch.len(cs) > 1:
                past = int(torch.select(cs[0], 0, 0))
                pool = int(torch.select(cs[0], 0, 1))
                G = torch.size(cs[3], 0)
                seen = cs[2]
              K = torch.floordiv(R, G)
              total = pool + K * T
              own = False
              used = torch.full([], total, dtype=4)
              plain = True
              hidden = seen
              if past > 0:
                if int(cs[1]) == pool:
                  own = total <= torch.size(cs[3], 2) and INPLACE
                if own:
                  used = torch.fill_(cs[1], total)
                masked = K > 1 or torch.size(seen, 1) > 0
                plain = T == 1 and not masked
                if not plain:
                  whole = self.grown(seen, R, K, T, pool)
                  hidden = self.mask(whole, G, K, T)
                  if masked:
                    seen = whole
              positions = torch.unsqueeze(torch.arange(past, past + T, dtype=4, device=ids.device), 0)
              counts = torch.stack([torch.full([], past + T, dtype=4), torch.full([], total, dtype=4)])
              result = [counts, used, seen]
            """
            + embedded(true)
            + "  for l in range(LAYERS):\n    i = FIRST + l * 26\n"
            + residual(selfAttention, 8)
            + residual(crossAttention, 18)
            + residual("    z = self.ffn(y, ps, i + 20)\n", 24)
            + end()
            + "  return torch.add([x], result)\n";
    return TorchScript.shared("transformer decoder", filled(source, paddingId));
  }

  private String filled(String source, int paddingId) {
    return source
        .replace("INPLACE", training ? "False" : "True") // a backward pass needs what was there
        .replace("HEADS", Integer.toString(options.heads()))
        .replace("HEAD", Integer.toString(options.size() / options.heads()))
        .replace("LAYERS", Integer.toString(options.layers()))
        .replace("FIRST", Integer.toString(TransformerWeights.beforeLayers(options)))
        .replace("PAD", Integer.toString(paddingId))
        .replace("TYPE", Integer.toString(precision.scalarType()));
  }
}
