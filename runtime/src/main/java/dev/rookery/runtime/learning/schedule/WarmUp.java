package dev.rookery.runtime.learning.schedule;

/**
 * The first updates of a training, in which the rate rises evenly to the base rate.
 *
 * @param updates how many updates it takes; 0 for none
 * @param startMultiplier what the base rate is multiplied by before the first update
 */
record WarmUp(long updates, double startMultiplier) {

  /** Whether the warm-up still lasts after this many updates. */
  boolean lastsAt(long updatesSoFar) {
    return updatesSoFar < updates;
  }

  /** What the base rate is multiplied by after this many updates; only while the warm-up lasts. */
  double multiplier(long updatesSoFar) {
    return startMultiplier + (1 - startMultiplier) * Math.min(1.0, (double) updatesSoFar / updates);
  }
}
