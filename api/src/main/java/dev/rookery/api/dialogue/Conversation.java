package dev.rookery.api.dialogue;

import java.util.Optional;

/** One dialogue's state with one agent: history, and nothing that another dialogue would share. */
public interface Conversation {

  /** Hears a message of the other side. A message after the end of an episode starts a new one. */
  void observe(Message message);

  /**
   * Hears what this agent itself said last, after the world has seen it. Agents that keep no
   * history need not listen.
   */
  default void observeSelf(Message message) {}

  /** Forgets everything, as at the end of an episode. */
  void reset();

  /**
   * Goes on to the next turn before the last one is answered, as {@link #observeSelf} would, if the
   * answer makes no difference to what comes after it: if it isn't remembered, say, because the
   * label is.
   *
   * @return what {@link Agent#act} takes in place of this conversation to answer the turn; empty,
   *     and nothing has changed, if the conversation can't go on without the answer, which is the
   *     default
   */
  default Optional<Conversation> detachTurn() {
    return Optional.empty();
  }
}
