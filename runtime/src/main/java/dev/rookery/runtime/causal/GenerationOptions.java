package dev.rookery.runtime.causal;

import dev.rookery.runtime.decoding.RepeatedNgrams;
import java.util.Optional;

/**
 * How a causal model writes, in the words of Hugging Face's {@code GenerationConfig}.
 *
 * @param maxNewTokens most tokens that are written, end token included
 * @param minNewTokens tokens that are written before the end token may be
 * @param endId the end token
 * @param repetitionPenalty by which scores of tokens that were there before are divided, or
 *     multiplied if they are below 0 (Keskar et al. 2019); 1 for none
 * @param noRepeatNgramSize length of the sequences of tokens that are not written twice, see {@link
 *     RepeatedNgrams}; 0 for none
 * @param sampling draw tokens instead of taking the likeliest; not with beams
 * @param beams hypotheses of a beam search; 1 for none
 * @param returnSequences how many hypotheses come back; at most {@code beams}
 * @param lengthPenalty a finished hypothesis scores its log-probability divided by (new
 *     tokens)^penalty
 * @param earlyStopping when a beam search is done
 */
public record GenerationOptions(
    int maxNewTokens,
    int minNewTokens,
    int endId,
    double repetitionPenalty,
    int noRepeatNgramSize,
    Optional<Sampling> sampling,
    int beams,
    int returnSequences,
    double lengthPenalty,
    EarlyStopping earlyStopping) {

  /**
   * What is drawn.
   *
   * @param filter of the scores
   * @param seed each row draws by it and its own place, whatever other rows there are
   */
  public record Sampling(LogitsFilter filter, long seed) {}

  /** When a beam search is done with a row. */
  public enum EarlyStopping {
    /** When as many hypotheses are finished as there are beams ({@code True}). */
    WHEN_FULL,
    /** When the best one that grows would score worse if it ended now ({@code False}). */
    WHEN_UNLIKELY,
    /** When the best one that grows can't score better at any length ({@code "never"}). */
    WHEN_IMPOSSIBLE
  }

  public GenerationOptions {
    if (beams < 1 || returnSequences < 1 || returnSequences > beams) {
      throw new IllegalArgumentException(
          "%d beams can't return %d sequences".formatted(beams, returnSequences));
    }
    if (beams > 1 && sampling.isPresent()) {
      throw new IllegalArgumentException("a beam search that draws is not supported");
    }
    if (!(repetitionPenalty > 0)) {
      throw new IllegalArgumentException(
          "the repetition penalty " + repetitionPenalty + " must be above 0");
    }
  }

  /** The likeliest token each time. */
  public static GenerationOptions greedy(int maxNewTokens, int endId) {
    return new GenerationOptions(
        maxNewTokens, 0, endId, 1, 0, Optional.empty(), 1, 1, 1, EarlyStopping.WHEN_UNLIKELY);
  }
}
