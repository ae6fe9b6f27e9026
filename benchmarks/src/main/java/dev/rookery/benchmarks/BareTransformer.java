package dev.rookery.benchmarks;

import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;

/** Transformer encoder and decoder with one table of token vectors, normalized after each part. */
final class BareTransformer extends BareModel {

  private static final int POSITIONS = 1024;

  private static final String PARTS =
      """
      def low(self, ps: List[Tensor]) -> List[Tensor]:
        ws = annotate(List[Tensor], [])
        for p in ps:
          added = torch.append(ws, LOW(p))
        return ws
      def norm(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
        return torch.layer_norm(x, [SIZE], ps[i], ps[i + 1], 1.0e-05, False)
      def heads(self, x: Tensor, ws: List[Tensor], i: int) -> Tensor:
        y = torch.linear(x, ws[i], ws[i + 1])
        return torch.transpose(torch.reshape(y, [torch.size(x, 0), torch.size(x, 1), HEADS, HEAD]), 1, 2)
      def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, ws: List[Tensor], i: int) -> Tensor:
        a = torch.scaled_dot_product_attention(q, k, v, mask, 0., causal)
        return torch.linear(torch.flatten(torch.transpose(a, 1, 2), 2), ws[i], ws[i + 1])
      def ffn(self, x: Tensor, ws: List[Tensor], i: int) -> Tensor:
        return torch.linear(torch.relu(torch.linear(x, ws[i], ws[i + 1])), ws[i + 2], ws[i + 3])
      def embedded(self, ids: Tensor, at: int, ps: List[Tensor]) -> Tensor:
        e = torch.mul(torch.embedding(ps[0], ids), ROOT)
        return torch.add(e, torch.slice(ps[1], 0, at, at + torch.size(ids, 1)))
      def read(self, xs: Tensor, mask: Tensor, ps: List[Tensor], ws: List[Tensor]) -> Tensor:
        x = self.embedded(xs, 0, ps)
        for l in range(LAYERS):
          i = 2 + l * 16
          y = LOW(x)
          z = self.attend(self.heads(y, ws, i), self.heads(y, ws, i + 2), self.heads(y, ws, i + 4), mask, False, ws, i + 6)
          x = self.norm(torch.add(x, z), ps, i + 8)
          x = self.norm(torch.add(x, self.ffn(LOW(x), ws, i + 10)), ps, i + 14)
        return LOW(x)
      def mask(self, xs: Tensor) -> Tensor:
        return torch.unsqueeze(torch.unsqueeze(torch.ne(xs, 0), 1), 1)
      """;

  private static final String LOSS =
      """
      def forward(self, xs: Tensor, ys: Tensor, inputs: Tensor, ps: List[Tensor]) -> Tensor:
        ws = self.low(ps)
        mask = self.mask(xs)
        encoded = self.read(xs, mask, ps, ws)
        x = self.embedded(inputs, 0, ps)
        for l in range(LAYERS):
          i = 2 + LAYERS * 16 + l * 26
          y = LOW(x)
          z = self.attend(self.heads(y, ws, i), self.heads(y, ws, i + 2), self.heads(y, ws, i + 4), None, True, ws, i + 6)
          x = self.norm(torch.add(x, z), ps, i + 8)
          c = self.attend(self.heads(LOW(x), ws, i + 10), self.heads(encoded, ws, i + 12), self.heads(encoded, ws, i + 14), mask, False, ws, i + 16)
          x = self.norm(torch.add(x, c), ps, i + 18)
          x = self.norm(torch.add(x, self.ffn(LOW(x), ws, i + 20)), ps, i + 24)
        logits = torch.to(torch.linear(LOW(x), ws[0]), 6)
        losses = torch.cross_entropy_loss(torch.flatten(logits, 0, 1), torch.reshape(ys, [-1]), None, 2, 0)
        return torch.div(losses, torch.sum(torch.ne(ys, 0)))
      """;

  private static final String WRITING =
      """
      def next(self, last: Tensor, t: int, mask: Tensor, memory: List[Tensor], cache: List[Tensor], ps: List[Tensor], ws: List[Tensor]) -> List[Tensor]:
        x = self.embedded(last, t, ps)
        kept = annotate(List[Tensor], [])
        for l in range(LAYERS):
          i = 2 + LAYERS * 16 + l * 26
          y = LOW(x)
          k = self.heads(y, ws, i + 2)
          v = self.heads(y, ws, i + 4)
          if t > 0:
            k = torch.cat([cache[2 * l], k], 2)
            v = torch.cat([cache[2 * l + 1], v], 2)
          z = self.attend(self.heads(y, ws, i), k, v, None, False, ws, i + 6)
          added = torch.append(kept, k)
          added = torch.append(kept, v)
          x = self.norm(torch.add(x, z), ps, i + 8)
          c = self.attend(self.heads(LOW(x), ws, i + 10), memory[2 * l], memory[2 * l + 1], mask, False, ws, i + 16)
          x = self.norm(torch.add(x, c), ps, i + 18)
          x = self.norm(torch.add(x, self.ffn(LOW(x), ws, i + 20)), ps, i + 24)
        logits = torch.to(torch.linear(LOW(x), ws[0]), 6)
        return torch.add([logits], kept)
      def memory(self, encoded: Tensor, ws: List[Tensor]) -> List[Tensor]:
        memory = annotate(List[Tensor], [])
        for l in range(LAYERS):
          i = 2 + LAYERS * 16 + l * 26
          added = torch.append(memory, self.heads(encoded, ws, i + 12))
          added = torch.append(memory, self.heads(encoded, ws, i + 14))
        return memory
      def picked(self, state: List[Tensor], rows: Tensor) -> List[Tensor]:
        result = annotate(List[Tensor], [])
        for s in state:
          added = torch.append(result, torch.index_select(s, 0, rows))
        return result
      """;

  private static final String GREEDY =
      """
      def forward(self, xs: Tensor, numbers: Tensor, ps: List[Tensor]) -> Tensor:
        ws = self.low(ps)
        mask = self.mask(xs)
        memory = self.memory(self.read(xs, mask, ps, ws), ws)
        last = torch.ones([torch.size(xs, 0), 1], dtype=4)
        cache = annotate(List[Tensor], [])
        tokens = annotate(List[Tensor], [])
        for t in range(int(numbers[0])):
          result = self.next(last, t, mask, memory, cache, ps, ws)
          cache = result[1:]
          last = torch.argmax(result[0], -1)
          added = torch.append(tokens, last)
        return torch.cat(tokens, 1)
      """;

  private static final String BEAM =
      """
      def forward(self, xs: Tensor, numbers: Tensor, ps: List[Tensor]) -> Tensor:
        ws = self.low(ps)
        B = torch.size(xs, 0)
        K = int(numbers[1])
        V = torch.size(ps[0], 0)
        copies = torch.floor_divide(torch.arange(B * K), K)
        mask = self.mask(xs)
        memory = self.picked(self.memory(self.read(xs, mask, ps, ws), ws), copies)
        mask = torch.index_select(mask, 0, copies)
        first = torch.unsqueeze(torch.mul(torch.arange(B), K), 1)
        last = torch.ones([B * K, 1], dtype=4)
        totals = torch.full([B, K], -1.0e+20)
        totals = torch.masked_fill(totals, torch.unsqueeze(torch.eq(torch.arange(K), 0), 0), 0.)
        cache = annotate(List[Tensor], [])
        tokens = torch.zeros([B * K, 0], dtype=4)
        for t in range(int(numbers[0])):
          result = self.next(last, t, mask, memory, cache, ps, ws)
          logprobs = torch.log_softmax(torch.squeeze(result[0], 1), -1)
          scores = torch.add(torch.reshape(logprobs, [B, K, V]), torch.unsqueeze(totals, 2))
          best, at = torch.topk(torch.reshape(scores, [B, K * V]), K, 1)
          totals = best
          rows = torch.reshape(torch.add(torch.floor_divide(at, V), first), [-1])
          last = torch.reshape(torch.remainder(at, V), [-1, 1])
          cache = self.picked(result[1:], rows)
          tokens = torch.cat([torch.index_select(tokens, 0, rows), last], 1)
        return torch.slice(tokens, 0, 0, None, K)
      """;

  private final Shape shape;
  private final TorchScript loss;
  private final TorchScript greedy;
  private final TorchScript beam;

  /** Sizes of the model. */
  record Shape(int layers, int heads, int size, int ffnSize) {}

  BareTransformer(int vocabularySize, Shape shape, Precision precision) {
    super(precision);
    this.shape = shape;
    add(0.05, vocabularySize, shape.size());
    add(0.05, POSITIONS, shape.size());
    addLayers(1);
    addLayers(2);
    loss = compiled(LOSS);
    greedy = compiled(WRITING + GREEDY);
    beam = compiled(WRITING + BEAM);
  }

  private void addLayers(int attentions) {
    for (int layer = 0; layer < shape.layers(); layer++) {
      for (int attention = 0; attention < attentions; attention++) {
        for (int map = 0; map < 4; map++) {
          addLinear(shape.size(), shape.size());
        }
        addNorm();
      }
      addLinear(shape.size(), shape.ffnSize());
      addLinear(shape.ffnSize(), shape.size());
      addNorm();
    }
  }

  private void addLinear(int inputSize, int outputSize) {
    double bound = Math.sqrt(6.0 / (inputSize + outputSize));
    add(bound, outputSize, inputSize);
    add(bound, outputSize);
  }

  private void addNorm() {
    add(1, shape.size());
    add(1, shape.size());
  }

  private TorchScript compiled(String program) {
    return program(
        "bare transformer",
        (PARTS + program)
            .replace("LAYERS", Integer.toString(shape.layers()))
            .replace("HEADS", Integer.toString(shape.heads()))
            .replace("HEAD", Integer.toString(shape.size() / shape.heads()))
            .replace("ROOT", TorchScript.literal(Math.sqrt(shape.size())))
            .replace("SIZE", Integer.toString(shape.size())));
  }

  @Override
  TorchScript loss() {
    return loss;
  }

  @Override
  TorchScript writing(int beamSize) {
    return beamSize == 1 ? greedy : beam;
  }
}
