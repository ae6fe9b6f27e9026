package dev.rookery.api.nn;

/**
 * Sizes and kind of a stack of recurrent layers.
 *
 * @param cell what a layer computes at each token
 * @param inputSize length of an input vector
 * @param hiddenSize length of a state; output vectors are twice as long if {@code bidirectional}
 * @param layers each reads the output of the one before
 * @param bidirectional whether each layer also reads from the end to the beginning, with weights of
 *     its own
 * @param dropout share of numbers dropped between layers in training, 0 to 1
 */
public record RecurrentOptions(
    Cell cell, int inputSize, int hiddenSize, int layers, boolean bidirectional, double dropout) {

  /** What a layer computes at each token. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997); its state is hidden and cell. */
    LSTM(4, 2),
    /** Gated recurrent units (Cho et al. 2014). */
    GRU(3, 1),
    /** A plain layer with tanh (Elman 1990). */
    RNN(1, 1);

    private final int gates;
    private final int states;

    Cell(int gates, int states) {
      this.gates = gates;
      this.states = states;
    }

    int gates() {
      return gates;
    }

    /** Number of arrays that make up the state. */
    public int states() {
      return states;
    }
  }

  /** One layer that reads forward. */
  public static RecurrentOptions ofOneLayer(Cell cell, int inputSize, int hiddenSize) {
    return new RecurrentOptions(cell, inputSize, hiddenSize, 1, false, 0);
  }

  /** 2 if bidirectional, else 1. */
  public int directions() {
    return bidirectional ? 2 : 1;
  }
}
