package dev.rookery.api.policy;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.Incubating;
import org.jspecify.annotations.Nullable;

/**
 * Whole sequences, padded at the end.
 *
 * @param tokens (B, T) int64, what the policy observed at each step: the start token first
 * @param mask (B, T) bool, true at each row's tokens and false at the padding after them; null if
 *     there is none
 * @param starts (B, T) bool, true where an episode begins within a row; null if rows only begin at
 *     their beginning
 * @param training whether gradients are taken
 */
@Incubating
public record PolicyInput(
    NDArray tokens, @Nullable NDArray mask, @Nullable NDArray starts, boolean training) {

  /** Whole sequences whose padding doesn't matter. */
  public static PolicyInput of(NDArray tokens, boolean training) {
    return new PolicyInput(tokens, null, null, training);
  }
}
