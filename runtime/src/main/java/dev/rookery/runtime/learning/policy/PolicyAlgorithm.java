package dev.rookery.runtime.learning.policy;

import java.util.List;

/** How a policy learns from what it wrote. */
interface PolicyAlgorithm {

  /**
   * Learns from freshly written sequences.
   *
   * @param fresh at least one
   * @param round number of the round, from which what is drawn derives
   */
  void learn(List<Experience> fresh, long round);

  /** What it remembers of earlier rounds besides; kept in checkpoints. */
  default double[] state() {
    return new double[0];
  }

  /** Puts back what {@link #state} gave. */
  default void restore(double[] state) {}

  /** What can be drawn from again; kept in checkpoints. */
  default ReplayBuffer replay() {
    return new ReplayBuffer(0, 1);
  }
}
