package dev.rookery.runtime.learning.schedule;

/** What the base rate is multiplied by after the warm-up. */
@FunctionalInterface
interface DecayCurve {

  /**
   * A point of the curve.
   *
   * @param step 0 before the first step of the curve
   */
  double multiplier(long step);
}
