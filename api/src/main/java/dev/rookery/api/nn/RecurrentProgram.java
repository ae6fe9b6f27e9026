package dev.rookery.api.nn;

import java.util.Locale;

/**
 * TorchScript of a stack of recurrent layers.
 *
 * <p>libtorch's fused recurrent kernels know no lengths, and its packed sequences take the slow
 * path (more than twice the time on a CPU). So the kernels read the padding too, but may not take
 * anything from it:
 *
 * <ul>
 *   <li>Forward, padding comes last. Outputs at tokens are right as they are, and the output at a
 *       row's last token is its hidden state.
 *   <li>Backward, padding comes first and must leave a state of zeros at zero.
 *   <li>What must outlast padding is held by one more input column, 1 at padding, whose weight
 *       drives gates to the end of their range, where the sigmoid is exactly 0 or 1: the input and
 *       forget gates of an LSTM (then its cell stays), the update gate of a GRU (its state stays).
 *   <li>A plain layer has no gates. Its inputs at padding are made zero and its bias comes in by a
 *       column that is 0 there, so that a state of zeros stays.
 * </ul>
 */
final class RecurrentProgram {

  private static final String LSTM =
      """
      def whole(self, x: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        out, hn, cn = torch.lstm(x, ss, ps, True, LAYERS, DROPOUT, TRAIN, BOTH, True)
        return [out, hn, cn]
      def hold(self, weight: Tensor) -> Tensor:
        column = torch.zeros([4 * SIZE, 1], dtype=weight.dtype, device=weight.device)
        closed = torch.fill_(torch.slice(column, 0, 0, SIZE), -10000.)
        open = torch.fill_(torch.slice(column, 0, SIZE, 2 * SIZE), 10000.)
        return torch.cat([weight, column], 1)
      def layer(self, x: Tensor, outside: Tensor, last: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        flags = torch.to(outside, x.dtype)
        out, hn, cn = torch.lstm(torch.cat([x, flags], 2), ss, self.held(ps), True, 1, 0., TRAIN, BOTH, True)
        return [out, self.hidden(out, hn, last), cn]
      """;

  private static final String GRU =
      """
      def whole(self, x: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        out, hn = torch.gru(x, ss[0], ps, True, LAYERS, DROPOUT, TRAIN, BOTH, True)
        return [out, hn]
      def hold(self, weight: Tensor) -> Tensor:
        column = torch.zeros([3 * SIZE, 1], dtype=weight.dtype, device=weight.device)
        kept = torch.fill_(torch.slice(column, 0, SIZE, 2 * SIZE), 10000.)
        return torch.cat([weight, column], 1)
      def layer(self, x: Tensor, outside: Tensor, last: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        flags = torch.to(outside, x.dtype)
        out, hn = torch.gru(torch.cat([x, flags], 2), ss[0], self.held(ps), True, 1, 0., TRAIN, BOTH, True)
        return [out, hn]
      """;

  private static final String RNN =
      """
      def whole(self, x: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        out, hn = torch.rnn_tanh(x, ss[0], ps, True, LAYERS, DROPOUT, TRAIN, BOTH, True)
        return [out, hn]
      def layer(self, x: Tensor, outside: Tensor, last: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        there = torch.to(torch.logical_not(outside), x.dtype)
        y = torch.cat([torch.masked_fill(x, outside, 0.), there], 2)
        ws = annotate(List[Tensor], [])
        for d in range(DIRECTIONS):
          bias = torch.add(ps[4 * d + 2], ps[4 * d + 3])
          added = torch.append(ws, torch.cat([ps[4 * d], torch.unsqueeze(bias, 1)], 1))
          added = torch.append(ws, ps[4 * d + 1])
        out, hn = torch.rnn_tanh(y, ss[0], ws, False, 1, 0., TRAIN, BOTH, True)
        return [out, self.hidden(out, hn, last)]
      """;

  private static final String HELD =
      """
      def held(self, ps: List[Tensor]) -> List[Tensor]:
        ws = annotate(List[Tensor], [])
        for d in range(DIRECTIONS):
          added = torch.append(ws, self.hold(ps[4 * d]))
          for i in range(1, 4):
            added = torch.append(ws, ps[4 * d + i])
        return ws
      """;

  private static final String PADDED =
      """
      def hidden(self, out: Tensor, hn: Tensor, last: Tensor) -> Tensor:
        flat = torch.reshape(out, [torch.size(out, 0) * torch.size(out, 1), DIRECTIONS * SIZE])
        forward = torch.slice(torch.index_select(flat, 0, last), 1, 0, SIZE)
        if DIRECTIONS == 2:
          h = torch.stack([forward, torch.select(hn, 0, 1)], 0)
        else:
          h = torch.unsqueeze(forward, 0)
        return h
      def padded(self, x: Tensor, lengths: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        B = torch.size(x, 0)
        T = torch.size(x, 1)
        positions = torch.unsqueeze(torch.arange(T, dtype=4, device=x.device), 0)
        outside = torch.unsqueeze(torch.ge(positions, torch.unsqueeze(lengths, 1)), 2)
        rows = torch.mul(torch.arange(B, dtype=4, device=x.device), T)
        last = torch.add(rows, torch.clamp(torch.sub(lengths, 1), 0))
        hiddens = annotate(List[Tensor], [])
        cells = annotate(List[Tensor], [])
        y = x
        for l in range(LAYERS):
          if l > 0:
            y = torch.dropout(y, DROPOUT, TRAIN)
          own = annotate(List[Tensor], [])
          for s in ss:
            added = torch.append(own, torch.slice(s, 0, l * DIRECTIONS, (l + 1) * DIRECTIONS))
          results = self.layer(y, outside, last, own, ps[l * 4 * DIRECTIONS:(l + 1) * 4 * DIRECTIONS])
          y = results[0]
          added = torch.append(hiddens, results[1])
          if torch.len(results) > 2:
            added = torch.append(cells, results[2])
        states = [torch.masked_fill(y, outside, 0.), torch.cat(hiddens, 0)]
        if torch.len(cells) > 0:
          added = torch.append(states, torch.cat(cells, 0))
        return states
      """;

  /** Takes and gives float32, and computes in another type; the weights come in that type. */
  private static final String CAST =
      """
      def cast(self, ts: List[Tensor], type: int) -> List[Tensor]:
        cs = annotate(List[Tensor], [])
        for t in ts:
          added = torch.append(cs, torch.to(t, type))
        return cs
      """;

  private static final String FORWARD =
      """
      def forward(self, x: Tensor, lengths: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        if bool(torch.all(torch.eq(lengths, torch.size(x, 1)))):
          results = self.whole(X, SS, ps)
        else:
          results = self.padded(X, lengths, SS, ps)
        return RESULTS
      """;

  private static final String FORWARD_DENSE =
      """
      def forward(self, x: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        results = self.whole(X, SS, ps)
        return RESULTS
      """;

  private final TorchScript withLengths;
  private final TorchScript dense;

  /**
   * Compiles both.
   *
   * @param precision in which the layers compute; in other ones than float32 the weights come cast
   */
  RecurrentProgram(RecurrentOptions options, boolean training, Precision precision) {
    withLengths = compiled(options, training, cast(FORWARD, precision));
    dense = compiled(options, training, cast(FORWARD_DENSE, precision));
  }

  private static String cast(String program, Precision precision) {
    if (precision == Precision.FLOAT32) {
      return program.replace("SS", "ss").replace("X", "x").replace("RESULTS", "results");
    }
    String type = Integer.toString(precision.scalarType());
    return CAST
        + program
            .replace("RESULTS", "self.cast(results, 6)")
            .replace("SS", "self.cast(ss, " + type + ")")
            .replace("X", "torch.to(x, " + type + ")");
  }

  /** {@code forward(x, lengths, state, weights)} gives the output and then the state. */
  TorchScript withLengths() {
    return withLengths;
  }

  /** {@code forward(x, state, weights)} gives the output and then the state. */
  TorchScript dense() {
    return dense;
  }

  private static TorchScript compiled(RecurrentOptions options, boolean training, String program) {
    String source =
        switch (options.cell()) {
          case LSTM -> LSTM + HELD + PADDED + program;
          case GRU -> GRU + HELD + PADDED + program;
          case RNN -> RNN + PADDED + program;
        };
    String dropout =
        training && options.layers() > 1 ? TorchScript.literal(options.dropout()) : "0.";
    return TorchScript.shared(
        options.cell().name().toLowerCase(Locale.ROOT),
        source
            .replace("LAYERS", Integer.toString(options.layers()))
            .replace("DIRECTIONS", Integer.toString(options.directions()))
            .replace("SIZE", Integer.toString(options.hiddenSize()))
            .replace("DROPOUT", dropout)
            .replace("TRAIN", training ? "True" : "False")
            .replace("BOTH", options.bidirectional() ? "True" : "False"));
  }
}
