package dev.rookery.runtime.world;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded orders. */
public final class Shuffle {

  private Shuffle() {}

  /** A seed that depends on all of these numbers and on their order. */
  public static long mix(long seed, long... parts) {
    long mixed = scattered(seed); // else seeds that are near each other would share their results
    for (long part : parts) {
      mixed = scattered(mixed ^ part);
    }
    return mixed;
  }

  /** The next number of SplitMix64, Steele et al. 2014. */
  private static long scattered(long number) {
    long mixed = number + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The numbers 0 to size - 1 in a random order (Fisher and Yates). */
  public static int[] permutation(int size, long seed) {
    int[] order = identity(size);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** The numbers 0 to size - 1 in their order. */
  public static int[] identity(int size) {
    return IntStream.range(0, size).toArray();
  }
}
