package dev.rookery.runtime.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives equal n-grams equal numbers, over all the texts that are indexed with the same instance. It
 * makes counting them cheap: an n-gram's key is the number of its first n-1 tokens and that of its
 * last one.
 */
final class NgramIndex {

  private final int maxOrder;
  private final Map<String, Integer> tokens = new HashMap<>();
  private final List<Map<Long, Integer>> ngrams = new ArrayList<>();

  NgramIndex(int maxOrder) {
    this.maxOrder = maxOrder;
    for (int order = 2; order <= maxOrder; order++) {
      ngrams.add(new HashMap<>());
    }
  }

  /** The numbers of a text's n-grams in their order; element n-1 holds those of order n. */
  int[][] index(List<String> text) {
    int[][] ids = new int[maxOrder][];
    ids[0] = new int[text.size()];
    for (int i = 0; i < ids[0].length; i++) {
      ids[0][i] = numberOf(text.get(i), tokens);
    }
    for (int order = 2; order <= maxOrder; order++) {
      int[] shorter = ids[order - 2];
      int[] longer = new int[Math.max(0, text.size() - order + 1)];
      for (int i = 0; i < longer.length; i++) {
        long key = ((long) shorter[i] << Integer.SIZE) | ids[0][i + order - 1];
        longer[i] = numberOf(key, ngrams.get(order - 2));
      }
      ids[order - 1] = longer;
    }
    return ids;
  }

  private static <K> Integer numberOf(K key, Map<K, Integer> numbers) {
    return numbers.computeIfAbsent(key, unused -> numbers.size());
  }

  /** How often each number occurs; numbers at or above the size are left out. */
  static int[] counts(int[] ids, int size) {
    int[] counts = new int[size];
    for (int id : ids) {
      if (id < size) {
        counts[id]++;
      }
    }
    return counts;
  }

  /** How many n-grams two texts have in common, each as often as it is in both. */
  static int overlap(int[] one, int[] other) {
    int size = 0;
    for (int id : one) {
      size = Math.max(size, id + 1);
    }
    int[] left = counts(other, size);
    int common = 0;
    for (int id : one) {
      if (left[id]-- > 0) {
        common++;
      }
    }
    return common;
  }
}
