package dev.rookery.runtime.world;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded orders. */
public final class Shuffle {

  private Shuffle() {}

  /**
   * A seed that depends on all of these numbers and on their order.
   *
   * @param seed is mixed with the first part alone: seeds that are near each other give the same
   *     results, in another order, for a first part that counts. Where that matters, 0 is the seed
   *     and the seed the first part.
   */
  public static long mix(long seed, long... parts) {
    long mixed = seed;
    for (long part : parts) {
      // the finalizer of SplitMix64, Steele et al. 2014
      mixed = (mixed ^ part) + 0x9e3779b97f4a7c15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      mixed ^= mixed >>> 31;
    }
    return mixed;
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
