package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.Incubating;
import dev.rookery.api.nn.Parameters;

/**
 * A language model that scores the next token after each token of a text, such as GPT-2. It reads
 * whole texts at once, to learn; or goes on where it stopped, to write.
 *
 * <p>Shapes: B batch, T length (tokens), H size of a vector, V vocabulary size. Arrays that a
 * method returns are attached to the manager of its input's tokens, which the caller closes after
 * each step. Methods are called from one thread at a time.
 */
@Incubating
public interface CausalModel extends AutoCloseable {

  /** The weights. Names are stored in checkpoints and must not change. */
  Parameters parameters();

  /** The most tokens that it can read, those before included. */
  int longest();

  /**
   * Reads whole texts.
   *
   * @return a vector after each token, (B, T, H); of any value at padding
   */
  NDArray hidden(CausalInput input);

  /**
   * Looks into the layers while whole texts are read.
   *
   * @return the vectors of the embeddings and after each layer, (B, T, H) each; the last one is
   *     what {@link #hidden} gives
   */
  NDList hiddenStates(CausalInput input);

  /**
   * What was read.
   *
   * @param hidden a vector after each token, (B, T, H)
   * @param state what the next call needs to go on; this model alone knows what the arrays mean
   */
  record Continuation(NDArray hidden, NDList state) {}

  /** Reads the beginning of texts. */
  Continuation begin(CausalInput input);

  /**
   * Reads the tokens that follow.
   *
   * @param state as the last call gave it; its memory goes over to the new state, so it can be used
   *     only once
   */
  Continuation goOn(CausalInput input, NDList state);

  /**
   * Picks rows of a state, to follow hypotheses or to drop finished rows. The given state stays as
   * it is.
   *
   * @param indices (N) int64; a row may be picked several times
   * @return attached to the manager of {@code indices}
   */
  NDList pickRows(NDList state, NDArray indices);

  /**
   * Scores the next token.
   *
   * @param hidden (…, H)
   * @return logits (…, V), before any temperature
   */
  NDArray logits(NDArray hidden, boolean training);

  /** Releases the weights. */
  @Override
  void close();
}
