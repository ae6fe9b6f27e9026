package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Parameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The weights of all layers, with Hugging Face's names, order, layout and initial values: N(0,
 * 0.02²), and less where a part of a layer ends.
 */
final class Gpt2Weights {

  /** How many arrays come before those of the first layer. */
  static final int BEFORE_LAYERS = 2;

  /** How many arrays a layer has. */
  static final int OF_LAYER = 12;

  private static final String NAME = "transformer.";
  private static final double DEVIATION = 0.02;

  private final Parameters parameters;
  private final Gpt2Options options;
  private final List<NDArray> all = new ArrayList<>();
  private final BitSet maps = new BitSet();

  Gpt2Weights(Parameters parameters, Gpt2Options options, int vocabularySize) {
    this.parameters = parameters;
    this.options = options;
    int size = options.size();
    double end = DEVIATION / Math.sqrt(2.0 * options.layers());
    all.add(parameters.normal(NAME + "wte.weight", new Shape(vocabularySize, size), DEVIATION));
    all.add(
        parameters.normal(NAME + "wpe.weight", new Shape(options.positions(), size), DEVIATION));
    for (int layer = 0; layer < options.layers(); layer++) {
      String part = NAME + "h." + layer + ".";
      addNorm(part + "ln_1", size);
      addMap(part + "attn.c_attn", size, 3 * size, DEVIATION);
      addMap(part + "attn.c_proj", size, size, end);
      addNorm(part + "ln_2", size);
      addMap(part + "mlp.c_fc", size, options.innerSize(), DEVIATION);
      addMap(part + "mlp.c_proj", options.innerSize(), size, end);
    }
    addNorm(NAME + "ln_f", size);
  }

  private void addNorm(String name, int size) {
    all.add(parameters.constant(name + ".weight", new Shape(size), 1));
    all.add(parameters.constant(name + ".bias", new Shape(size), 0));
  }

  private void addMap(String name, int inputSize, int outputSize, double deviation) {
    maps.set(all.size());
    all.add(parameters.normal(name + ".weight", new Shape(inputSize, outputSize), deviation));
    all.add(parameters.constant(name + ".bias", new Shape(outputSize), 0));
  }

  /**
   * Whether the maps of the layers are taken as they are stored, and not as copies in a precision
   * and layout of their own.
   */
  static boolean areAsStored(Gpt2Options options, Parameters parameters, boolean training) {
    return training || parameters.isBestAsStored((long) options.size() * options.innerSize());
  }

  /** The table of token embeddings, (V, H). */
  NDArray tokens() {
    return all.get(0);
  }

  /** All weights in order, those of matrix products and their biases as the programs take them. */
  List<NDArray> all(boolean training) {
    if (areAsStored(options, parameters, training)) {
      return all;
    }
    List<NDArray> arrays = new ArrayList<>(all);
    maps.stream()
        .forEach(
            i -> {
              arrays.set(i, parameters.transposedOperand(all.get(i), false));
              arrays.set(i + 1, parameters.operand(all.get(i + 1), false));
            });
    return arrays;
  }
}
