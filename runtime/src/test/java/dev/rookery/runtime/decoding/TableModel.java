package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Rows;

/** A model without weights: the logits are looked up by step, last token and next token. */
final class TableModel implements GeneratorModel {

  private final float[][][] table;

  TableModel(float[][][] table) {
    this.table = table;
  }

  @Override
  public Parameters parameters() {
    throw new UnsupportedOperationException("it has no weights");
  }

  @Override
  public NDList encode(EncoderInput input) {
    throw new UnsupportedOperationException("the test gives the states");
  }

  /** The state is the number of the step, of each row. */
  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDManager manager = input.tokens().getManager();
    long[] tokens = input.tokens().toLongArray();
    float[] steps =
        input.incrementalState() == null
            ? new float[tokens.length]
            : input.incrementalState().head().toFloatArray();
    int size = table[(int) steps[0]][(int) tokens[0]].length;
    float[] logits = new float[tokens.length * size];
    for (int row = 0; row < tokens.length; row++) {
      System.arraycopy(table[(int) steps[row]][(int) tokens[row]], 0, logits, row * size, size);
      steps[row]++;
    }
    return new DecoderOutput(
        manager.create(logits, new Shape(tokens.length, 1, size)),
        new NDList(manager.create(steps)));
  }

  @Override
  public NDArray output(NDArray hidden, boolean training) {
    return hidden;
  }

  @Override
  public NDList reorderEncoderStates(NDList states, NDArray indices) {
    return new NDList(Rows.select(states.head(), 0, indices, false));
  }

  @Override
  public NDList reorderIncrementalState(NDList state, NDArray indices) {
    return new NDList(Rows.select(state.head(), 0, indices, false));
  }
}
