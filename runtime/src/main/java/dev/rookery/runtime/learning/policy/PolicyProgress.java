package dev.rookery.runtime.learning.policy;

/**
 * How far a run is.
 *
 * @param rounds how often sequences were written
 * @param scored how many were scored
 * @param updates of the weights
 * @param seconds of training
 */
record PolicyProgress(long rounds, long scored, long updates, double seconds) {

  PolicyProgress afterRound(int fresh, long newUpdates, double more) {
    return new PolicyProgress(rounds + 1, scored + fresh, newUpdates, seconds + more);
  }
}
