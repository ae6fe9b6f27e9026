package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The weights of a stack of transformer layers, in the order in which its program reads them. */
final class TransformerWeights {

  private final Parameters parameters;
  private final String name;
  private final TransformerOptions options;
  private final List<NDArray> all = new ArrayList<>();
  private final BitSet operands = new BitSet();

  /**
   * Makes the weights of the embeddings; layers follow by {@link #addLayer}.
   *
   * @param name before the weights' own names, such as {@code encoder}
   */
  TransformerWeights(Parameters parameters, String name, TransformerOptions options) {
    this.parameters = parameters;
    this.name = name;
    this.options = options;
    addPositions();
    if (options.segments() > 0) {
      all.add(
          parameters.normal(
              name + ".segment_embeddings.weight",
              new Shape(options.segments(), options.size()),
              Math.pow(options.size(), -0.5)));
    }
    if (options.variant() != TransformerOptions.Variant.AIAYN) {
      addNorm("norm_embeddings");
    }
  }

  /** How many arrays come before those of the first layer. */
  static int beforeLayers(TransformerOptions options) {
    return 1
        + (options.segments() > 0 ? 1 : 0)
        + (options.variant() == TransformerOptions.Variant.AIAYN ? 0 : 2);
  }

  /** All weights, those of matrix products in the precision of the model where it only reads. */
  List<NDArray> all(boolean training) {
    List<NDArray> arrays = new ArrayList<>(all);
    operands.stream().forEach(i -> arrays.set(i, parameters.operand(all.get(i), training)));
    return arrays;
  }

  private void addPositions() {
    String weight = name + ".position_embeddings.weight";
    Shape shape = new Shape(options.positions(), options.size());
    if (options.learnPositions()) {
      all.add(parameters.normal(weight, shape, Math.pow(options.size(), -0.5)));
    } else {
      NDArray codes = parameters.constant(weight, shape, 0);
      try (NDArray values = codes.getManager().create(sinusoids(), shape)) {
        parameters.set(weight, values);
      }
      parameters.freeze(weight);
      all.add(codes);
    }
  }

  /** Sines at even places and cosines at odd ones (Vaswani et al. 2017, section 3.5). */
  private float[] sinusoids() {
    int size = options.size();
    float[] codes = new float[options.positions() * size];
    for (int position = 0; position < options.positions(); position++) {
      for (int j = 0; j < size; j++) {
        double angle = position / Math.pow(10000, 2.0 * (j / 2) / size);
        codes[position * size + j] = (float) (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return codes;
  }

  /** Adds q, k, v and output maps: 8 arrays. */
  void addAttention(String part) {
    for (String map : List.of("q_lin", "k_lin", "v_lin", "out_lin")) {
      addLinear(part + "." + map, options.size(), options.size(), true);
    }
  }

  /** Adds the two maps of the feed-forward part: 4 arrays. */
  void addFeedForward(String part) {
    addLinear(part + ".lin1", options.size(), options.ffnSize(), false);
    addLinear(part + ".lin2", options.ffnSize(), options.size(), false);
  }

  /** Adds a layer normalization: 2 arrays. */
  void addNorm(String part) {
    all.add(parameters.constant(name + "." + part + ".weight", new Shape(options.size()), 1));
    all.add(parameters.constant(name + "." + part + ".bias", new Shape(options.size()), 0));
  }

  private void addLinear(String part, int inputSize, int outputSize, boolean gaussian) {
    Shape shape = new Shape(outputSize, inputSize);
    String weight = name + "." + part + ".weight";
    operands.set(all.size(), all.size() + 2);
    double spread = inputSize + outputSize;
    all.add(
        gaussian
            ? parameters.normal(weight, shape, Math.sqrt(2 / spread)) // Glorot and Bengio 2010
            : parameters.uniform(weight, shape, Math.sqrt(6 / spread)));
    all.add(
        parameters.uniform(
            name + "." + part + ".bias", new Shape(outputSize), 1 / Math.sqrt(inputSize)));
  }
}
