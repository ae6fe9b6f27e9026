package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.Parameters;
import java.util.List;

/**
 * An encoder-decoder that writes a reply token by token: ParlAI's {@code TorchGeneratorModel}. The
 * {@code generator} agent does the rest (history, dictionary, batches, loss, search, metrics).
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H hidden size, V vocabulary size.
 * Arrays that a method returns are attached to the manager of its input, which the caller closes
 * after each step. Methods are called from one thread at a time, unless it says {@link
 * #isConcurrent}.
 */
public interface GeneratorModel extends AutoCloseable {

  /** The weights. Names are stored in checkpoints and must not change. */
  Parameters parameters();

  /**
   * The names of the weights that hold one vector for each token of the dictionary, (V, H). They
   * can start from pretrained vectors. By default there are none.
   */
  default List<String> tokenEmbeddings() {
    return List.of();
  }

  /**
   * The names of all weights that have one row for each token of the dictionary, (V) or (V, …): the
   * embeddings and, where it is apart from them, the output layer with its bias. A model that
   * starts from another one with a different dictionary takes over their rows token by token. By
   * default these are the {@link #tokenEmbeddings}.
   */
  default List<String> vocabularyWeights() {
    return tokenEmbeddings();
  }

  /**
   * Reads the context.
   *
   * @return whatever the decoder needs; this model alone knows what the arrays mean
   */
  NDList encode(EncoderInput input);

  /** Reads reply tokens, all at once or one by one (see {@link DecoderInput#incrementalState}). */
  DecoderOutput decode(DecoderInput input);

  /** The most tokens of a reply that {@link #decode} can read. By default there is no limit. */
  default int longestReply() {
    return Integer.MAX_VALUE;
  }

  /**
   * Turns decoder vectors into scores of the next token.
   *
   * @param hidden (…, H)
   * @return logits (…, V), in any precision
   */
  NDArray output(NDArray hidden, boolean training);

  /**
   * Whether {@link #decode} takes K·B rows of tokens with B rows of the encoder's states, of which
   * the first K belong to the first row of states and so on. Then the hypotheses of a beam need no
   * copies of what they all read. By default each row of tokens has its own row of states.
   */
  default boolean sharesEncoderStates() {
    return false;
  }

  /**
   * Turns decoder vectors into scores whose softmax gives the loss of labels. By default these are
   * the scores of the next token; a model that never writes some token, although its distribution
   * has a share for it, tells the loss about that share here.
   *
   * @param hidden (N, H)
   * @return logits (N, V)
   */
  default NDArray outputForLoss(NDArray hidden, boolean training) {
    return output(hidden, training);
  }

  /**
   * Picks rows of the encoder's states, to follow hypotheses or to drop finished rows.
   *
   * @param indices (N) int64, rows of the batch; a row may be picked several times
   */
  NDList reorderEncoderStates(NDList encoderStates, NDArray indices);

  /**
   * Picks rows of the decoder's incremental state.
   *
   * @param indices (N) int64, rows of the batch; a row may be picked several times
   */
  NDList reorderIncrementalState(NDList incrementalState, NDArray indices);

  /**
   * Whether the methods may be called from several threads at once as long as nothing is learned:
   * true for a model that keeps nothing of a call but in what it returns. By default false.
   */
  default boolean isConcurrent() {
    return false;
  }

  /** Releases the weights. */
  @Override
  default void close() {
    parameters().close();
  }
}
