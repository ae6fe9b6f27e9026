package dev.rookery.plugins.molecules.chem;

import java.util.HashMap;
import java.util.Map;

/**
 * Which features a molecule has, and how often. Features are numbers that the same surroundings
 * always get. Immutable.
 */
public final class Fingerprint {

  private final Map<Integer, Integer> counts;

  Fingerprint(Map<Integer, Integer> counts) {
    this.counts = Map.copyOf(counts);
  }

  /** How often each feature occurs. */
  public Map<Integer, Integer> counts() {
    return counts;
  }

  /** Each feature once, folded onto a number of bits. */
  public Fingerprint folded(int bits) {
    Map<Integer, Integer> folded = new HashMap<>();
    counts.keySet().forEach(id -> folded.put(Integer.remainderUnsigned(id, bits), 1));
    return new Fingerprint(folded);
  }

  /**
   * What two molecules have in common among all that one of them has, from 0 to 1; each occurrence
   * of a feature counts. Two without features have 0.
   */
  public double tanimoto(Fingerprint other) {
    int common = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      common += Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0));
    }
    int all = total() + other.total() - common;
    return all == 0 ? 0 : (double) common / all;
  }

  private int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
