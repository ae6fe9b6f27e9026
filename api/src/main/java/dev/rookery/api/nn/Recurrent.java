package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack of recurrent layers on libtorch's fused kernels, in one call. They learn in float32; an
 * LSTM that only reads computes in the precision of its {@link Parameters}.
 *
 * <p>Shapes: B batch, T length (tokens), I input size, H hidden size, L layers, D directions.
 * Weights carry PyTorch's names and its order of gates (LSTM: input, forget, cell, output; GRU:
 * reset, update, new).
 */
public final class Recurrent {

  private final Parameters parameters;
  private final RecurrentOptions options;
  private final List<NDArray> weights = new ArrayList<>();
  private final RecurrentProgram learning;
  private final RecurrentProgram reading;

  /**
   * Output vectors and the state after each row's last token.
   *
   * @param output (B, T, H·D), forward and backward beside each other
   * @param state hidden, and cell of an LSTM, (L·D, B, H) each; the backward state is that after
   *     the row's first token
   */
  public record Result(NDArray output, NDList state) {

    private static Result of(NDList arrays) {
      return new Result(arrays.head(), arrays.subNDList(1));
    }
  }

  /**
   * Makes a stack.
   *
   * @param name weights are called {@code <name>.weight_ih_l0}, {@code
   *     <name>.weight_ih_l0_reverse}, {@code <name>.weight_ih_l1} and so on
   */
  public Recurrent(Parameters parameters, String name, RecurrentOptions options) {
    this.parameters = parameters;
    this.options = options;
    learning = new RecurrentProgram(options, true, Precision.FLOAT32);
    reading = new RecurrentProgram(options, false, precision());
    int inputSize = options.inputSize();
    for (int layer = 0; layer < options.layers(); layer++) {
      addLayer(parameters, name, "_l" + layer, inputSize);
      if (options.bidirectional()) {
        addLayer(parameters, name, "_l" + layer + "_reverse", inputSize);
      }
      inputSize = options.hiddenSize() * options.directions();
    }
  }

  /** In which it reads: only LSTMs have a fused kernel in lower precision on a CPU. */
  private Precision precision() {
    return options.cell() == RecurrentOptions.Cell.LSTM
        ? parameters.precision()
        : Precision.FLOAT32;
  }

  private void addLayer(Parameters parameters, String name, String suffix, int inputSize) {
    double bound = 1 / Math.sqrt(options.hiddenSize());
    int rows = options.cell().gates() * options.hiddenSize();
    Shape bias = new Shape(rows);
    weights.add(
        parameters.uniform(name + ".weight_ih" + suffix, new Shape(rows, inputSize), bound));
    weights.add(
        parameters.uniform(
            name + ".weight_hh" + suffix, new Shape(rows, options.hiddenSize()), bound));
    weights.add(parameters.uniform(name + ".bias_ih" + suffix, bias, bound));
    weights.add(parameters.uniform(name + ".bias_hh" + suffix, bias, bound));
  }

  /**
   * Reads sequences of different lengths. Padding has no influence on any result: each row's is
   * that of the row alone.
   *
   * @param input (B, T, I), padded at the end
   * @param lengths (B) int64; a row without tokens keeps a state of zeros
   * @param state as a result has it, or null for zeros
   * @return output zero at padding
   */
  public Result forward(NDArray input, NDArray lengths, @Nullable NDList state, boolean training) {
    NDList arguments = new NDList(input, lengths);
    return run(program(training).withLengths(), arguments, state, training);
  }

  /**
   * Reads sequences without regard to padding.
   *
   * @param input (B, T, I)
   * @param state as a result has it, or null for zeros
   */
  public Result forwardFrom(NDArray input, @Nullable NDList state, boolean training) {
    return run(program(training).dense(), new NDList(input), state, training);
  }

  private RecurrentProgram program(boolean training) {
    return training ? learning : reading;
  }

  private Result run(
      TorchScript script, NDList arguments, @Nullable NDList state, boolean training) {
    arguments.forEach(array -> array.setName(null));
    NDList from = state == null ? zeros(arguments.head()) : state;
    arguments.addAll(TorchScript.list("state", from));
    boolean asTheyAre = training || precision() == Precision.FLOAT32;
    arguments.addAll(
        TorchScript.list(
            "weights", asTheyAre ? weights : weights.stream().map(parameters::lowered).toList()));
    return Result.of(script.run(training, arguments));
  }

  private NDList zeros(NDArray input) {
    long rows = (long) options.layers() * options.directions();
    Shape shape = new Shape(rows, input.getShape().get(0), options.hiddenSize());
    NDList zeros = new NDList();
    for (int i = 0; i < options.cell().states(); i++) {
      zeros.add(input.getManager().zeros(shape, input.getDataType()));
    }
    return zeros;
  }
}
