package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/** Finds the encoder's vectors among the states that a model hands to its decoder. */
final class EncoderOutputs {

  private EncoderOutputs() {}

  /** The first float array of shape (1, S, H), S tokens. */
  static Optional<NDArray> find(NDList states, int tokens) {
    return states.stream()
        .filter(array -> array.getDataType() == DataType.FLOAT32)
        .filter(array -> array.getShape().dimension() == 3)
        .filter(array -> array.getShape().get(0) == 1 && array.getShape().get(1) == tokens)
        .findFirst();
  }
}
