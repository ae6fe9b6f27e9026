package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import org.jspecify.annotations.Nullable;

/** Embeddings and layers: from tokens to vectors. */
final class Gpt2Layers {

  private final Gpt2Options options;
  private final Gpt2Weights weights;
  private final TorchScript learning;
  private final TorchScript reading;
  private final TorchScript layerByLayer;
  private final TorchScript cached;

  Gpt2Layers(Parameters parameters, Gpt2Options options, int vocabularySize) {
    this.options = options;
    weights = new Gpt2Weights(parameters, options, vocabularySize);
    learning = new Gpt2Program(options, parameters, true).whole();
    reading = new Gpt2Program(options, parameters, false).whole();
    layerByLayer = new Gpt2Program(options, parameters, false).layerByLayer();
    cached = new Gpt2Program(options, parameters, false).cached();
  }

  /** The table of token embeddings, (V, H). */
  NDArray tokens() {
    return weights.tokens();
  }

  /** Reads whole rows, see {@link Gpt2Masks#whole} for positions and mask; gives (B, T, H). */
  NDArray whole(NDArray ids, NDArray positions, NDArray mask, boolean training) {
    check(ids.getShape().get(1));
    return (training ? learning : reading)
        .run(training, arguments(training, ids, positions, mask))
        .singletonOrThrow();
  }

  /** The same, with what the embeddings and each layer give. */
  NDList layerByLayer(NDArray ids, NDArray positions, NDArray mask) {
    check(ids.getShape().get(1));
    return layerByLayer.run(false, arguments(false, ids, positions, mask));
  }

  /**
   * Reads tokens after those in a cache, which is written in place.
   *
   * @param ids (B, T)
   * @param positions (B, T)
   * @param places (B) where the first token of each row goes; rows may differ only if T is 1
   * @param keep (B, S) bool, false at padding; null if there is none
   * @param cache float32, B times {@link #cacheShape}
   * @return (B, T, H)
   */
  NDArray cached(
      NDArray ids, NDArray positions, NDArray places, @Nullable NDArray keep, NDArray cache) {
    return cached
        .run(false, arguments(false, ids, positions, places, Gpt2Masks.orNone(keep, ids), cache))
        .singletonOrThrow();
  }

  /**
   * The shape of one row's keys and values, with room for some tokens. The heads of a layer lie
   * beside each other, so that attention reads few pages of memory.
   */
  Shape cacheShape(long room) {
    return new Shape(options.layers(), 2, options.heads(), room, options.headSize());
  }

  void check(long tokens) {
    if (tokens > options.positions()) {
      throw new UserException(
          "a text has %d tokens, but the model has only %d positions (n-positions)"
              .formatted(tokens, options.positions()));
    }
  }

  private NDList arguments(boolean training, NDArray... first) {
    NDList arguments = new NDList(first);
    arguments.forEach(array -> array.setName(null));
    arguments.addAll(TorchScript.list("ps", weights.all(training)));
    return arguments;
  }
}
