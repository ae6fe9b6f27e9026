package dev.rookery.runtime.experiment;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A person talks to an agent. Lines that begin with {@code your persona:} (or {@code partner's
 * persona:}) are not said but held back as context: they go in front of the next line, as in
 * persona-grounded training data.
 */
public final class ChatSession {

  private static final List<String> CONTEXT_PREFIXES =
      List.of("your persona:", "partner's persona:");

  private final Agent agent;
  private final List<String> opening;
  private Conversation conversation;
  private final List<String> context = new ArrayList<>();

  /**
   * Begins a dialogue.
   *
   * @param opening context that every dialogue begins with, such as a persona, line by line
   */
  public ChatSession(Agent agent, List<String> opening) {
    this.agent = agent;
    this.opening = List.copyOf(opening);
    conversation = agent.converse();
    context.addAll(opening);
  }

  /**
   * Says a line.
   *
   * @param line what the person typed; {@code \n} in it counts as a line break
   * @return the agent's answer; empty if the line was taken as context
   */
  public Optional<Message> say(String line) {
    String text = line.replace("\\n", "\n");
    if (CONTEXT_PREFIXES.stream().anyMatch(text::startsWith) && !text.contains("\n")) {
      context.add(text);
      return Optional.empty();
    }
    context.add(text);
    conversation.observe(Message.ofText(String.join("\n", context)));
    context.clear();
    Message reply = agent.act(List.of(conversation)).get(0);
    conversation.observeSelf(reply);
    return Optional.of(reply);
  }

  /** Forgets the dialogue and begins anew. */
  public void reset() {
    conversation.reset();
    context.clear();
    context.addAll(opening);
  }
}
