package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * One layer of long short-term memory (Hochreiter and Schmidhuber 1997) in libtorch's fused kernel.
 *
 * <p>Shapes: B batch, T length (tokens), I input size, H hidden size. Weights carry PyTorch's names
 * and its order of gates (input, forget, cell, output).
 */
public final class Lstm {

  private static final TorchScript DENSE =
      new TorchScript(
          "lstm",
          """
          def forward(self, x: Tensor, h: Tensor, c: Tensor, ps: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
            return torch.lstm(x, [h, c], ps, True, 1, 0., True, False, True)
          """);

  private static final TorchScript WITH_LENGTHS =
      new TorchScript(
          "lstm with lengths",
          Recurrent.alignment()
              + """
              def hold(self, weight: Tensor) -> Tensor:
                H = torch.floordiv(torch.size(weight, 0), 4)
                column = torch.zeros([4 * H, 1], dtype=weight.dtype, device=weight.device)
                filled = torch.fill_(torch.slice(column, 0, 0, H), -10000.)
                return torch.cat([weight, column], 1)
              def forward(self, x: Tensor, lengths: Tensor, h: Tensor, c: Tensor, ps: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
                if self.equal(lengths, torch.size(x, 1)):
                  result = torch.lstm(x, [h, c], ps, True, 1, 0., True, False, True)
                else:
                  right, padding = self.shift(x, lengths, True)
                  weights = [self.hold(ps[0]), ps[1], ps[2], ps[3]]
                  out, hn, cn = torch.lstm(self.flagged(right, padding), [h, c], weights, True, 1, 0., True, False, True)
                  left, outside = self.shift(out, lengths, False)
                  result = (torch.masked_fill(left, torch.unsqueeze(outside, 2), 0.), hn, cn)
                return result
              """);

  private final Recurrent weights;

  /**
   * Output vectors and the state after each row's last token.
   *
   * @param output (B, T, H), zero at padding
   * @param hidden (1, B, H)
   * @param cell (1, B, H)
   */
  public record Result(NDArray output, NDArray hidden, NDArray cell) {

    private static Result of(NDList arrays) {
      return new Result(arrays.get(0), arrays.get(1), arrays.get(2));
    }

    /** The state as a list of two, to pass on. */
    public NDList state() {
      return new NDList(hidden, cell);
    }
  }

  /**
   * Makes a layer.
   *
   * @param name weights are called {@code <name>.weight_ih_l0} and so on
   */
  public Lstm(Parameters parameters, String name, int inputSize, int hiddenSize) {
    weights = new Recurrent(parameters, name, 4, inputSize, hiddenSize);
  }

  /**
   * Reads sequences of different lengths from a zero state. Padding has no influence on any result.
   *
   * @param input (B, T, I), padded at the end
   * @param lengths (B) int64, at least 1 each
   */
  public Result forward(NDArray input, NDArray lengths, boolean training) {
    return Result.of(
        weights.run(
            WITH_LENGTHS, training, input, lengths, weights.zeros(input), weights.zeros(input)));
  }

  /**
   * Reads sequences without regard to padding, on from a state.
   *
   * @param input (B, T, I)
   * @param state hidden and cell, (1, B, H) each, or null for zeros
   */
  public Result forwardFrom(NDArray input, @Nullable NDList state, boolean training) {
    NDArray hidden = state == null ? weights.zeros(input) : state.get(0);
    NDArray cell = state == null ? weights.zeros(input) : state.get(1);
    return Result.of(weights.run(DENSE, training, input, hidden, cell));
  }
}
