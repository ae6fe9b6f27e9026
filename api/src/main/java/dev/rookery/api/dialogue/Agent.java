package dev.rookery.api.dialogue;

import java.util.List;

/**
 * Something that talks: a trained model with its dictionary, or a few lines of code. There is one
 * agent with one set of weights; each dialogue that it has is a {@link Conversation}.
 *
 * <p>An agent is used from one thread at a time, unless it says {@link #isConcurrent}.
 */
public interface Agent extends AutoCloseable {

  /** What the agent's messages carry as {@code id}. */
  String id();

  /** Starts a dialogue. */
  Conversation converse();

  /**
   * Answers in each of these conversations what was observed there last; a batch of one is not a
   * special case. Where nothing can be said the message is empty but for its id. The caller passes
   * the answers on; {@link Conversation#observeSelf} tells the conversation what was said in the
   * end.
   *
   * @param conversations made by this agent's {@link #converse}, each at most once
   * @return one message for each, in the same order
   */
  List<Message> act(List<? extends Conversation> conversations);

  /**
   * Whether {@link #act} may leave the text of its messages out and give only the metrics that need
   * no text. That is much faster for agents that write their replies.
   */
  default void skipGeneration(boolean skip) {}

  /**
   * Whether {@link #act} may run on several threads at once, each with conversations of its own, as
   * long as nothing is learned. Evaluations answer several batches at once if so, as far as {@link
   * Conversation#detachTurn} lets them, which takes less time than answering them one after the
   * other with as many threads. By default it may not.
   */
  default boolean isConcurrent() {
    return false;
  }

  /** Releases models and files. */
  @Override
  default void close() {}
}
