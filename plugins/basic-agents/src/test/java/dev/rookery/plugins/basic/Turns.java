package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.testkit.TestingAgentContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Short ways to talk to an agent. */
final class Turns {

  private Turns() {}

  static Agent agent(AgentFactory factory, Map<String, ?> settings) {
    return factory.create(TestingAgentContext.of(factory, settings));
  }

  static Message beforeAnything(Agent agent) {
    return agent.act(List.of(agent.converse())).get(0);
  }

  static Message answer(Agent agent, Message observation) {
    return answers(agent, observation, 1).get(0);
  }

  /** Answers to the same message in one conversation. */
  static List<Message> answers(Agent agent, Message observation, int number) {
    Conversation conversation = agent.converse();
    List<Message> answers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      conversation.observe(observation);
      answers.add(agent.act(List.of(conversation)).get(0));
    }
    return answers;
  }

  static Stream<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.text().orElseThrow());
  }
}
