package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import org.jspecify.annotations.Nullable;

/** The layers after the last vector: scores of tokens, values, or both; without biases. */
final class Gpt2Heads {

  private final Parameters parameters;
  private final @Nullable NDArray actor;
  private final @Nullable NDArray critic;
  private final TorchScript plain;
  private final TorchScript packed;

  /**
   * What comes out.
   *
   * @param acts scores of the next token
   * @param values what the rest of the sequence will be worth
   * @param perAction one value for each next token
   */
  record Kind(boolean acts, boolean values, boolean perAction) {}

  /**
   * Makes the layers.
   *
   * @param tied the table of token embeddings where it is the output layer too, else null
   */
  Gpt2Heads(Parameters parameters, Kind kind, int size, int tokens, @Nullable NDArray tied) {
    this.parameters = parameters;
    double bound = 1 / Math.sqrt(size);
    NDArray output = tied;
    if (kind.acts() && tied == null) {
      output = parameters.uniform("actor.weight", new Shape(tokens, size), bound);
    }
    actor = kind.acts() ? output : null;
    critic =
        kind.values()
            ? parameters.uniform(
                "critic.weight", new Shape(kind.perAction() ? tokens : 1, size), bound)
            : null;
    plain = product(true);
    packed = product(false);
  }

  private TorchScript product(boolean asStored) {
    return TorchScript.shared(
        "gpt2 head",
        "def forward(self, x: Tensor, weight: Tensor) -> Tensor:\n  return "
            + parameters.product("x", "weight", "None", asStored)
            + "\n");
  }

  NDArray logits(NDArray features, boolean training) {
    return apply(actor, "logits: it is a critic", features, training);
  }

  NDArray values(NDArray features, boolean training) {
    return apply(critic, "values: it is an actor", features, training);
  }

  private NDArray apply(@Nullable NDArray head, String what, NDArray features, boolean training) {
    if (head == null) {
      throw new UnsupportedOperationException("this network gives no " + what);
    }
    boolean asStored = training || parameters.isBestAsStored(head.size());
    return (asStored ? plain : packed)
        .run(training, features, parameters.operand(head, asStored))
        .singletonOrThrow();
  }
}
