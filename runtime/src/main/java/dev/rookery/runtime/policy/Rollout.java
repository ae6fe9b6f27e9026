package dev.rookery.runtime.policy;

import dev.rookery.api.policy.Vocabulary;
import java.util.List;

/**
 * A sequence that a policy wrote.
 *
 * @param actions the tokens, without the start token; the end token last, unless it was cut off
 * @param logProbs natural logarithm of the probability with which each token was drawn, after
 *     temperature and mask
 * @param terminated whether the end token was written; false if it became too long
 */
public record Rollout(int[] actions, float[] logProbs, boolean terminated) {

  /** Number of steps, that of the end token included. */
  public int length() {
    return actions.length;
  }

  /** The tokens that make up the text. */
  public List<String> tokens(Vocabulary vocabulary) {
    return vocabulary.decode(actions);
  }
}
