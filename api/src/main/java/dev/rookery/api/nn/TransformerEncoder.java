package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Reads tokens with self-attention (Vaswani et al. 2017). Weights carry ParlAI's names.
 *
 * <p>Shapes: B batch, S length (tokens), H size of a vector.
 */
public final class TransformerEncoder {

  private final TransformerOptions options;
  private final TransformerWeights weights;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Vectors and a mask.
   *
   * @param vectors (B, S, H); those at padding mean nothing
   * @param mask (B, 1, 1, S) float32, to be added to attention scores: 0 at tokens, -1e20 at
   *     padding
   */
  public record Result(NDArray vectors, NDArray mask) {}

  /**
   * Makes an encoder.
   *
   * @param name before the names of its weights
   * @param paddingId the token that is no token
   */
  public TransformerEncoder(
      Parameters parameters, String name, TransformerOptions options, int paddingId) {
    this.options = options;
    learning = new TransformerProgram(options, parameters, true).encoder(paddingId);
    reading = new TransformerProgram(options, parameters, false).encoder(paddingId);
    weights = new TransformerWeights(parameters, name, options);
    for (int layer = 0; layer < options.layers(); layer++) {
      String part = "layers." + layer + ".";
      weights.addAttention(part + "attention");
      weights.addNorm(part + "norm1");
      weights.addFeedForward(part + "ffn");
      weights.addNorm(part + "norm2");
    }
  }

  /**
   * Reads tokens.
   *
   * @param ids (B, S) int64, padded anywhere
   * @param embeddings of the tokens, (V, H)
   * @throws dev.rookery.api.UserException if a row has more tokens than there are positions
   */
  public Result forward(NDArray ids, NDArray embeddings, boolean training) {
    Positions.check(ids.getShape().get(1), options, "context");
    NDList arguments = new NDList(ids, embeddings);
    arguments.forEach(array -> array.setName(null));
    arguments.addAll(TorchScript.list("ps", weights.all(training)));
    NDList result = (training ? learning : reading).run(training, arguments);
    return new Result(result.get(0), result.get(1));
  }
}
