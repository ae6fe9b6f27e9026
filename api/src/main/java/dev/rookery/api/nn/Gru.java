package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * One layer of gated recurrent units (Cho et al. 2014) in libtorch's fused kernel.
 *
 * <p>Shapes: B batch, T length (tokens), I input size, H hidden size. Weights carry PyTorch's names
 * and its order of gates (reset, update, new).
 */
public final class Gru {

  private static final TorchScript DENSE =
      new TorchScript(
          "gru",
          """
          def forward(self, x: Tensor, h: Tensor, ps: List[Tensor]) -> Tuple[Tensor, Tensor]:
            return torch.gru(x, h, ps, True, 1, 0., True, False, True)
          """);

  private static final TorchScript WITH_LENGTHS =
      new TorchScript(
          "gru with lengths",
          Recurrent.alignment()
              + """
              def hold(self, weight: Tensor) -> Tensor:
                H = torch.floordiv(torch.size(weight, 0), 3)
                column = torch.zeros([3 * H, 1], dtype=weight.dtype, device=weight.device)
                filled = torch.fill_(torch.slice(column, 0, H, 2 * H), 10000.)
                return torch.cat([weight, column], 1)
              def forward(self, x: Tensor, lengths: Tensor, h: Tensor, ps: List[Tensor]) -> Tuple[Tensor, Tensor]:
                if self.equal(lengths, torch.size(x, 1)):
                  result = torch.gru(x, h, ps, True, 1, 0., True, False, True)
                else:
                  right, padding = self.shift(x, lengths, True)
                  weights = [self.hold(ps[0]), ps[1], ps[2], ps[3]]
                  out, hn = torch.gru(self.flagged(right, padding), h, weights, True, 1, 0., True, False, True)
                  left, outside = self.shift(out, lengths, False)
                  result = (torch.masked_fill(left, torch.unsqueeze(outside, 2), 0.), hn)
                return result
              """);

  private final Recurrent weights;

  /**
   * Output vectors and the state after each row's last token.
   *
   * @param output (B, T, H), zero at padding
   * @param hidden (1, B, H)
   */
  public record Result(NDArray output, NDArray hidden) {

    private static Result of(NDList arrays) {
      return new Result(arrays.get(0), arrays.get(1));
    }
  }

  /**
   * Makes a layer.
   *
   * @param name weights are called {@code <name>.weight_ih_l0} and so on
   */
  public Gru(Parameters parameters, String name, int inputSize, int hiddenSize) {
    weights = new Recurrent(parameters, name, 3, inputSize, hiddenSize);
  }

  /**
   * Reads sequences of different lengths from a zero state. Padding has no influence on any result.
   *
   * @param input (B, T, I), padded at the end
   * @param lengths (B) int64, at least 1 each
   */
  public Result forward(NDArray input, NDArray lengths, boolean training) {
    return Result.of(weights.run(WITH_LENGTHS, training, input, lengths, weights.zeros(input)));
  }

  /**
   * Reads sequences without regard to padding, on from a state.
   *
   * @param input (B, T, I)
   * @param hidden (1, B, H), or null for zeros
   */
  public Result forwardFrom(NDArray input, @Nullable NDArray hidden, boolean training) {
    return Result.of(
        weights.run(DENSE, training, input, hidden == null ? weights.zeros(input) : hidden));
  }
}
