package dev.rookery.api.dialogue;

import java.util.List;
import java.util.SplittableRandom;

/** Changes the episodes of any task, such as reversing the context. Stateless and thread-safe. */
@FunctionalInterface
public interface Mutator {

  /**
   * Changes one episode.
   *
   * @param episode with labels as the data type has them
   * @param random derived from the run's seed and the episode's place; use no other source
   * @return the episodes that replace it, none or several
   */
  List<Episode> mutate(Episode episode, SplittableRandom random);
}
