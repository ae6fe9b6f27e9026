package dev.rookery.api.model;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.Incubating;
import org.jspecify.annotations.Nullable;

/**
 * What a causal model reads. B rows, T tokens, P tokens that it has read before.
 *
 * @param tokens (B, T) int64
 * @param mask (B, P + T) bool, false at padding, which may be on the left; null if there is none
 * @param positions (B, T) int64; null to count from 0, padding left out
 * @param training whether gradients will be asked for and dropout is on
 */
@Incubating
public record CausalInput(
    NDArray tokens, @Nullable NDArray mask, @Nullable NDArray positions, boolean training) {

  /** Tokens without padding, to be read only. */
  public static CausalInput of(NDArray tokens) {
    return new CausalInput(tokens, null, null, false);
  }

  /** Padded tokens, to be read only. */
  public static CausalInput of(NDArray tokens, @Nullable NDArray mask) {
    return new CausalInput(tokens, mask, null, false);
  }
}
