package dev.rookery.api.dialogue;

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
}
