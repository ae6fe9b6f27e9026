package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;

/**
 * Draws the first tokens and goes on with the best paths (Massarelli et al. 2020).
 *
 * @param delay number of tokens that are drawn
 */
record DelayedPaths(int delay, PathSelector first, PathSelector then) implements PathSelector {

  @Override
  public NDArray select(Step step) {
    return (step.number() < delay ? first : then).select(step);
  }
}
