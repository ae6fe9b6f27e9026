package dev.rookery.api.policy;

import dev.rookery.api.Incubating;
import java.util.SplittableRandom;

/**
 * Lets sequences come about in stages: a policy goes on from a prompt, what it wrote is made the
 * next prompt, and so on until there is nothing left to add. It knows what sequences mean; the
 * policy knows which are likely. Immutable; one prompting serves many sequences.
 */
@Incubating
public interface Prompting {

  /**
   * The first stage of a sequence, in which the policy goes on writing.
   *
   * @param random draws whatever is left to chance in this sequence, in later stages too
   */
  PromptStage begin(SplittableRandom random);
}
