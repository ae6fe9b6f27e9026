package dev.rookery.runtime.learning.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The best sequences so far. A full buffer gives up its lowest reward for a higher one; what is
 * drawn from it is drawn with replacement, in proportion to reward^alpha or evenly. (Experience
 * replay of REINVENT, Blaschke et al. 2020; TorchRL's max-value writer and prioritized sampler.)
 */
final class ReplayBuffer {

  /** Keeps weights above zero. */
  private static final double FLOOR = 1e-8;

  private final int capacity;
  private final double alpha;
  private final List<Experience> slots = new ArrayList<>();

  /**
   * An empty buffer.
   *
   * @param alpha exponent of rewards when drawing; 0 draws evenly
   */
  ReplayBuffer(int capacity, double alpha) {
    this.capacity = capacity;
    this.alpha = alpha;
  }

  int size() {
    return slots.size();
  }

  /** What is in it, by slot. */
  List<Experience> contents() {
    return List.copyOf(slots);
  }

  /**
   * Offers sequences one after the other. Those that were in the buffer before are left out; two
   * alike among the new ones are not noticed.
   */
  void offer(List<Experience> fresh) {
    List<int[]> before = slots.stream().map(each -> each.rollout().actions()).toList();
    for (Experience each : fresh) {
      int[] actions = each.rollout().actions();
      if (before.stream().noneMatch(known -> Arrays.equals(known, actions))) {
        add(each);
      }
    }
  }

  private void add(Experience fresh) {
    if (slots.size() < capacity) {
      slots.add(fresh);
      return;
    }
    int lowest = 0;
    for (int slot = 1; slot < slots.size(); slot++) {
      if (slots.get(slot).reward() < slots.get(lowest).reward()) {
        lowest = slot;
      }
    }
    if (capacity > 0 && fresh.reward() > slots.get(lowest).reward()) {
      slots.set(lowest, fresh);
    }
  }

  /** The weight with which each slot is drawn. */
  double[] weights() {
    return slots.stream()
        .mapToDouble(each -> Math.pow(Math.max(each.reward(), 0) + FLOOR, alpha))
        .toArray();
  }

  /** Draws sequences, with replacement. */
  List<Experience> draw(int count, SplittableRandom random) {
    double[] sums = weights();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    List<Experience> drawn = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double at = random.nextDouble() * sums[sums.length - 1];
      int slot = Arrays.binarySearch(sums, at);
      drawn.add(slots.get(Math.min(slot < 0 ? -slot - 1 : slot + 1, sums.length - 1)));
    }
    return drawn;
  }

  /** Puts back what {@link #contents} gave. */
  void restore(List<Experience> contents) {
    slots.clear();
    slots.addAll(contents);
  }
}
