package dev.rookery.api.policy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.Incubating;

/**
 * A field that a model wants in the environment, such as its recurrent state: TorchRL's primer. It
 * is zero at the beginning of each episode.
 *
 * @param name such as {@code recurrent_state_actor}
 * @param shape for one environment
 * @param type of the numbers
 */
@Incubating
public record FieldSpec(String name, Shape shape, DataType type) {

  /** A field of float32 numbers. */
  public static FieldSpec floats(String name, long... shape) {
    return new FieldSpec(name, new Shape(shape), DataType.FLOAT32);
  }
}
