package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An observed message as a model takes it.
 *
 * @param message as observed
 * @param context the history up to and with the message; empty if the message has no text
 * @param label the label that was chosen, or null if there is none
 */
public record Vectorized(Message message, VectorizedText context, @Nullable VectorizedText label) {

  public Optional<VectorizedText> findLabel() {
    return Optional.ofNullable(label);
  }

  /** Whether the agent may learn from the label. */
  public boolean trains() {
    return message.has(Message.LABELS);
  }
}
