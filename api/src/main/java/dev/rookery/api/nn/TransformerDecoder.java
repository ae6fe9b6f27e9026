package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Writes tokens with attention to those before and to an encoder's vectors (Vaswani et al. 2017).
 * Weights carry ParlAI's names.
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H size of a vector, N heads, D
 * size of a head, V vocabulary size.
 */
public final class TransformerDecoder {

  private final TransformerOptions options;
  private final TransformerWeights weights;
  private final TorchScript rememberingToLearn;
  private final TorchScript remembering;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Vectors and what the next call needs.
   *
   * @param vectors (R, T, H)
   * @param cache for the next call; {@link #pickRows} picks hypotheses
   */
  public record Result(NDArray vectors, NDList cache) {}

  /**
   * Makes a decoder.
   *
   * @param name before the names of its weights
   * @param paddingId the token that is no token
   */
  public TransformerDecoder(
      Parameters parameters, String name, TransformerOptions options, int paddingId) {
    this.options = options;
    rememberingToLearn = new TransformerProgram(options, parameters, true).memory();
    remembering = new TransformerProgram(options, parameters, false).memory();
    learning = new TransformerProgram(options, parameters, true).decoder(paddingId);
    reading = new TransformerProgram(options, parameters, false).decoder(paddingId);
    weights = new TransformerWeights(parameters, name, options);
    for (int layer = 0; layer < options.layers(); layer++) {
      String part = "layers." + layer + ".";
      weights.addAttention(part + "self_attention");
      weights.addNorm(part + "norm1");
      weights.addAttention(part + "encoder_attention");
      weights.addNorm(part + "norm2");
      weights.addFeedForward(part + "ffn");
      weights.addNorm(part + "norm3");
    }
  }

  /**
   * What the layers look up in the encoder's vectors, computed once for a whole reply.
   *
   * @param vectors (B, S, H)
   * @return keys and values of each layer, (B, N, S, D), attached to the manager of {@code vectors}
   */
  public NDList memory(NDArray vectors, boolean training) {
    NDList arguments = new NDList(vectors);
    vectors.setName(null);
    arguments.addAll(TorchScript.list("ps", weights.all(training)));
    return (training ? rememberingToLearn : remembering).run(training, arguments);
  }

  /**
   * Reads tokens.
   *
   * @param ids (R, T) int64: those that follow the cached ones; R is a multiple of B, and the first
   *     R/B rows belong to the first context
   * @param embeddings of the tokens, (V, H)
   * @param mask of the encoder
   * @param memory as {@link #memory} gave it
   * @param cache of the last call, or null at the beginning
   * @throws dev.rookery.api.UserException if there are more tokens than positions
   */
  public Result forward(
      NDArray ids,
      NDArray embeddings,
      NDArray mask,
      NDList memory,
      @Nullable NDList cache,
      boolean training) {
    long past = cache == null ? 0 : TransformerCache.tokens(cache);
    Positions.check(past + ids.getShape().get(1), options, "reply");
    NDList arguments = new NDList(ids, embeddings, mask);
    arguments.forEach(array -> array.setName(null));
    arguments.addAll(TorchScript.list("ms", memory));
    NDList known = cache == null ? new NDList(ids.getManager().zeros(new Shape(1))) : cache;
    arguments.addAll(TorchScript.list("cs", known));
    arguments.addAll(TorchScript.list("ps", weights.all(training)));
    NDList result = (training ? learning : reading).run(training, arguments);
    return new Result(result.head(), result.subNDList(1));
  }

  /**
   * Picks rows of a cache, which stays as it is.
   *
   * @param indices (N) int64
   */
  public static NDList pickRows(NDList cache, NDArray indices) {
    return TransformerCache.pick(cache, indices);
  }
}
