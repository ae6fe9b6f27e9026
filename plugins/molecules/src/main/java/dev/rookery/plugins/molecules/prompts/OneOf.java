package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Promptings of which each sequence goes through one, which is drawn.
 *
 * @param all at least one
 */
record OneOf(List<Prompting> all) implements Prompting {

  OneOf {
    all = List.copyOf(all);
  }

  @Override
  public PromptStage begin(SplittableRandom random) {
    // With one there is nothing to draw.
    return all.get(all.size() == 1 ? 0 : random.nextInt(all.size())).begin(random);
  }
}
