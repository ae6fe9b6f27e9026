package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.dialogue.DataType.Split;
import java.util.List;
import java.util.SplittableRandom;

/** Invents dialogues. Thread-safe. */
@FunctionalInterface
interface Simulator {

  /**
   * Invents one dialogue.
   *
   * @param random the only source of randomness
   * @return its turns, at least one
   */
  List<Exchange> episode(Split split, SplittableRandom random);
}
