package dev.rookery.runtime.learning.policy;

import dev.rookery.api.scoring.Score;
import dev.rookery.runtime.policy.Rollout;

/**
 * A sequence that was written and scored.
 *
 * @param rollout what was written
 * @param text what it stands for
 * @param score what it is worth
 */
record Experience(Rollout rollout, String text, Score score) {

  double reward() {
    return score.value();
  }
}
