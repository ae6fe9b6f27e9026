package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * One layer of gated recurrent units (Cho et al. 2014) in libtorch's fused kernel; see {@link
 * Recurrent} for more layers.
 *
 * <p>Shapes: B batch, T length (tokens), I input size, H hidden size. Weights carry PyTorch's names
 * and its order of gates (reset, update, new).
 */
public final class Gru {

  private final Recurrent layer;

  /**
   * Output vectors and the state after each row's last token.
   *
   * @param output (B, T, H), zero at padding
   * @param hidden (1, B, H)
   */
  public record Result(NDArray output, NDArray hidden) {

    private static Result of(Recurrent.Result result) {
      return new Result(result.output(), result.state().head());
    }
  }

  /**
   * Makes a layer.
   *
   * @param name weights are called {@code <name>.weight_ih_l0} and so on
   */
  public Gru(Parameters parameters, String name, int inputSize, int hiddenSize) {
    layer =
        new Recurrent(
            parameters,
            name,
            RecurrentOptions.ofOneLayer(RecurrentOptions.Cell.GRU, inputSize, hiddenSize));
  }

  /**
   * Reads sequences of different lengths from a zero state. Padding has no influence on any result.
   *
   * @param input (B, T, I), padded at the end
   * @param lengths (B) int64, at least 1 each
   */
  public Result forward(NDArray input, NDArray lengths, boolean training) {
    return Result.of(layer.forward(input, lengths, null, training));
  }

  /**
   * Reads sequences without regard to padding, on from a state.
   *
   * @param input (B, T, I)
   * @param hidden (1, B, H), or null for zeros
   */
  public Result forwardFrom(NDArray input, @Nullable NDArray hidden, boolean training) {
    NDList state = hidden == null ? null : new NDList(hidden);
    return Result.of(layer.forwardFrom(input, state, training));
  }
}
