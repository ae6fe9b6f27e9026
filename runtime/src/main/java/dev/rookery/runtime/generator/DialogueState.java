package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One dialogue of an agent: its history and the message that waits for an answer.
 *
 * <p>A turn is {@link #observe}, then {@link #observeSelf} with what the agent said. After the last
 * message of an episode everything is forgotten. Not thread-safe.
 */
public final class DialogueState {

  private final Vectorizer vectorizer;
  private final History history;
  private @Nullable Vectorized last;

  public DialogueState(Vectorizer vectorizer) {
    this.vectorizer = vectorizer;
    this.history = new History(vectorizer.dictionary(), vectorizer.settings());
  }

  /**
   * Hears the other side.
   *
   * @param random chooses among several labels
   * @return the message with the history before it, as token ids
   */
  public Vectorized observe(Message message, RandomGenerator random) {
    if (last != null && last.message().episodeDone()) {
      reset();
    }
    history.observe(message);
    Vectorized observed = vectorizer.vectorize(message, history, random);
    last = observed;
    return observed;
  }

  /**
   * Hears what the agent said to the last message. The history then takes that, or the label, or
   * nothing, as the settings have it. Without an observed message this does nothing.
   */
  public void observeSelf(Message reply) {
    if (last == null) {
      return;
    }
    if (last.message().episodeDone()) {
      reset();
      return;
    }
    Optional<String> own =
        switch (vectorizer.settings().useReply()) {
          case NONE -> Optional.empty();
          case MODEL -> reply.text();
          case LABEL -> last.findLabel().map(VectorizedText::text).or(reply::text);
        };
    own.ifPresent(history::addReply);
  }

  /** Whether what comes after the last message depends on what the agent says to it. */
  boolean waitsForReply() {
    return last != null
        && !last.message().episodeDone()
        && switch (vectorizer.settings().useReply()) {
          case NONE -> false;
          case MODEL -> true;
          case LABEL -> last.findLabel().isEmpty();
        };
  }

  /** The message that was observed last, unless its episode has ended since. */
  public Optional<Vectorized> last() {
    return Optional.ofNullable(last);
  }

  public History history() {
    return history;
  }

  /** Forgets everything. */
  public void reset() {
    history.reset();
    last = null;
  }
}
