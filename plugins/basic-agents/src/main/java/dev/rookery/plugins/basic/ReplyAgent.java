package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An agent that answers the last message and remembers nothing else. Each conversation draws random
 * numbers of its own, so that it doesn't matter which others there are.
 */
final class ReplyAgent implements Agent {

  /** What is said. */
  @FunctionalInterface
  interface Reply {

    /**
     * Answers a message.
     *
     * @param observation the last message, or nothing at the very beginning
     * @param random for this conversation
     * @return the answer; the agent adds its id
     */
    Message to(Optional<Message> observation, SplittableRandom random);
  }

  private static final class LastMessage implements Conversation {
    private final SplittableRandom random;
    private @Nullable Message observation;

    LastMessage(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public void observe(Message message) {
      observation = message;
    }

    @Override
    public void reset() {
      observation = null;
    }
  }

  private final String id;
  private final SplittableRandom seeds;
  private final Reply reply;

  /**
   * Creates an agent.
   *
   * @param id of its messages
   * @param seed of all random numbers
   */
  ReplyAgent(String id, long seed, Reply reply) {
    this.id = id;
    this.seeds = new SplittableRandom(seed);
    this.reply = reply;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Conversation converse() {
    return new LastMessage(seeds.split());
  }

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> replies = new ArrayList<>();
    for (Conversation conversation : conversations) {
      LastMessage lane = (LastMessage) conversation;
      Message answer = reply.to(Optional.ofNullable(lane.observation), lane.random);
      replies.add(answer.with(Message.ID, id));
    }
    return replies;
  }
}
