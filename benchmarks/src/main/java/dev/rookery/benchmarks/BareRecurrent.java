package dev.rookery.benchmarks;

import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;

/** LSTM encoder and decoder: example-tga, or seq2seq as it is by default. */
final class BareRecurrent extends BareModel {

  private static final String PARTS =
      """
      def lstm(self, x: Tensor, ss: List[Tensor], ps: List[Tensor], first: int) -> List[Tensor]:
        weights = ps[first:first + 4 * LAYERS]
        out, h, c = torch.lstm(x, ss, weights, True, LAYERS, DROPOUT, TRAIN, False, True)
        return [out, h, c]
      def output(self, ps: List[Tensor]) -> List[Tensor]:
        return [LOW(ps[OUTPUT]), LOW(ps[BIAS])]
      def scores(self, x: Tensor, ws: List[Tensor]) -> Tensor:
        return torch.to(torch.linear(LOW(x), ws[0], BIASED), 6)
      def read(self, xs: Tensor, ps: List[Tensor]) -> List[Tensor]:
        zero = torch.zeros([LAYERS, torch.size(xs, 0), SIZE])
        x = torch.dropout(torch.embedding(ps[0], xs), DROPOUT, TRAIN)
        result = self.lstm(x, [zero, zero], ps, FIRST)
        return result[1:]
      """;

  private static final String LOSS =
      """
      def forward(self, xs: Tensor, ys: Tensor, inputs: Tensor, ps: List[Tensor]) -> Tensor:
        x = torch.dropout(torch.embedding(ps[DECODER], inputs), DROPOUT, TRAIN)
        result = self.lstm(x, self.read(xs, ps), ps, FIRST + 4 * LAYERS)
        logits = self.scores(torch.dropout(result[0], DROPOUT, TRAIN), self.output(ps))
        losses = torch.cross_entropy_loss(torch.flatten(logits, 0, 1), torch.reshape(ys, [-1]), None, 2, 0)
        return torch.div(losses, torch.sum(torch.ne(ys, 0)))
      """;

  private static final String WRITING =
      """
      def next(self, last: Tensor, state: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        return self.lstm(torch.embedding(ps[DECODER], last), state, ps, FIRST + 4 * LAYERS)
      def forward(self, xs: Tensor, numbers: Tensor, ps: List[Tensor]) -> Tensor:
        state = self.read(xs, ps)
        return SEARCH
      def greedy(self, B: int, steps: int, start: List[Tensor], ps: List[Tensor]) -> Tensor:
        ws = self.output(ps)
        last = torch.ones([B, 1], dtype=4)
        state = start
        tokens = annotate(List[Tensor], [])
        for t in range(steps):
          result = self.next(last, state, ps)
          state = result[1:]
          last = torch.argmax(self.scores(result[0], ws), -1)
          added = torch.append(tokens, last)
        return torch.cat(tokens, 1)
      def picked(self, state: List[Tensor], rows: Tensor) -> List[Tensor]:
        return [torch.index_select(state[0], 1, rows), torch.index_select(state[1], 1, rows)]
      def beam(self, B: int, steps: int, K: int, start: List[Tensor], ps: List[Tensor]) -> Tensor:
        ws = self.output(ps)
        V = torch.size(ps[OUTPUT], 0)
        first = torch.unsqueeze(torch.mul(torch.arange(B), K), 1)
        state = self.picked(start, torch.floor_divide(torch.arange(B * K), K))
        last = torch.ones([B * K, 1], dtype=4)
        totals = torch.full([B, K], -1.0e+20)
        totals = torch.masked_fill(totals, torch.unsqueeze(torch.eq(torch.arange(K), 0), 0), 0.)
        tokens = torch.zeros([B * K, 0], dtype=4)
        for t in range(steps):
          result = self.next(last, state, ps)
          logprobs = torch.log_softmax(torch.squeeze(self.scores(result[0], ws), 1), -1)
          scores = torch.add(torch.reshape(logprobs, [B, K, V]), torch.unsqueeze(totals, 2))
          best, at = torch.topk(torch.reshape(scores, [B, K * V]), K, 1)
          totals = best
          rows = torch.reshape(torch.add(torch.floor_divide(at, V), first), [-1])
          last = torch.reshape(torch.remainder(at, V), [-1, 1])
          state = self.picked(result[1:], rows)
          tokens = torch.cat([torch.index_select(tokens, 0, rows), last], 1)
        return torch.slice(tokens, 0, 0, None, K)
      """;

  private final TorchScript loss;
  private final TorchScript greedy;
  private final TorchScript beam;

  private BareRecurrent(
      int vocabularySize,
      int size,
      int layers,
      double dropout,
      boolean shared,
      Precision precision) {
    super(precision);
    add(1, vocabularySize, size);
    if (!shared) {
      add(1, vocabularySize, size);
      add(1, vocabularySize, size);
      add(0.01, vocabularySize);
    }
    double bound = 1 / Math.sqrt(size);
    for (int layer = 0; layer < 2 * layers; layer++) {
      add(bound, 4L * size, size);
      add(bound, 4L * size, size);
      add(bound, 4L * size);
      add(bound, 4L * size);
    }
    loss = compiled(LOSS, size, layers, dropout, shared);
    greedy =
        compiled(
            WRITING.replace("SEARCH", "self.greedy(torch.size(xs, 0), int(numbers[0]), state, ps)"),
            size,
            layers,
            0,
            shared);
    beam =
        compiled(
            WRITING.replace(
                "SEARCH",
                "self.beam(torch.size(xs, 0), int(numbers[0]), int(numbers[1]), state, ps)"),
            size,
            layers,
            0,
            shared);
  }

  static BareRecurrent exampleTga(int vocabularySize, int size, Precision precision) {
    return new BareRecurrent(vocabularySize, size, 1, 0, true, precision);
  }

  static BareRecurrent seq2seq(int vocabularySize, Precision precision) {
    return new BareRecurrent(vocabularySize, 128, 2, 0.1, false, precision);
  }

  private TorchScript compiled(
      String program, int size, int layers, double dropout, boolean shared) {
    return program(
        "bare recurrent",
        (PARTS + program)
            .replace("LAYERS", Integer.toString(layers))
            .replace("DROPOUT", TorchScript.literal(dropout))
            .replace("TRAIN", dropout > 0 ? "True" : "False")
            .replace("SIZE", Integer.toString(size))
            .replace("BIASED", shared ? "None" : "ws[1]")
            .replace("BIAS", shared ? "1" : "3")
            .replace("OUTPUT", shared ? "0" : "2")
            .replace("DECODER", shared ? "0" : "1")
            .replace("FIRST", shared ? "1" : "4"));
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
