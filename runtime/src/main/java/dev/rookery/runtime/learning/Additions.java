package dev.rookery.runtime.learning;

import dev.rookery.api.dialogue.Episode;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What a learner of its own kind adds to supervised training. */
public interface Additions extends AutoCloseable {

  /** Nothing is added. */
  Additions NONE = new Additions() {};

  /**
   * Changes what is learned from. Called by the thread that makes batches.
   *
   * @param random derives from the seed and the number of the episode alone
   */
  default Episode changed(Episode episode, SplittableRandom random) {
    return episode;
  }

  /** The names of the figures that {@link #measure} gives. */
  default Set<String> figures() {
    return Set.of();
  }

  /** Measures the agent as it is, at each validation. */
  default Map<String, Double> measure() {
    return Map.of();
  }

  @Override
  default void close() {}
}
