package dev.rookery.plugins.tasks.mutator;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Fisher-Yates with the random source that mutators are given. */
final class Shuffle {

  private Shuffle() {}

  static void inPlace(List<?> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
