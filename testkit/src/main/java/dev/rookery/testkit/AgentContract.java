package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every agent must hold to. Extend it in a test of the agent's factory. Agents are compared
 * with others that were made from the same context and have had the same number of conversations,
 * so an agent may draw random numbers from its seed.
 */
public abstract class AgentContract {

  private final List<Agent> agents = new ArrayList<>();

  protected abstract AgentFactory factory();

  /** What the agent is made from; called for each agent. */
  protected TestingAgentContext context() {
    return TestingAgentContext.of(factory(), Map.of());
  }

  /** Whether an agent says the same each time it hears the same at the beginning of an episode. */
  protected boolean repeatsItself() {
    return true;
  }

  /** Things to say to the agent, each with labels and candidates; at least four. */
  protected List<Message> observations() {
    return Stream.of("hello there", "what do you do ?", "i like cats .\nand you ?", "goodbye")
        .map(
            text ->
                Message.ofText(text)
                    .with(Message.ID, "teacher")
                    .with(Message.LABELS, List.of("about " + text, "or not"))
                    .with(
                        Message.LABEL_CANDIDATES,
                        List.of("one", "two", "about " + text, "three", "or not"))
                    .with(Message.EPISODE_DONE, false))
        .toList();
  }

  private Agent agent() {
    Agent agent = factory().create(context());
    agents.add(agent);
    return agent;
  }

  @AfterEach
  void closeAgents() {
    agents.forEach(Agent::close);
  }

  /** One turn of one conversation. */
  private static Message turn(Agent agent, Conversation conversation, Message observation) {
    conversation.observe(observation);
    Message reply = agent.act(List.of(conversation)).get(0);
    conversation.observeSelf(reply);
    return reply;
  }

  @Test
  void itsMessagesCarryItsId() {
    Agent agent = agent();

    assertThat(agent.id()).isNotBlank();
    assertThat(turn(agent, agent.converse(), observations().get(0)).id()).hasValue(agent.id());
  }

  @Test
  void nobodyAskedMeansNoAnswer() {
    assertThat(agent().act(List.of())).isEmpty();
  }

  @Test
  void actingBeforeAnythingWasSaidIsAllowed() {
    Agent agent = agent();

    assertThat(agent.act(List.of(agent.converse(), agent.converse()))).hasSize(2);
  }

  @Test
  void aMessageWithoutTextIsAllowed() {
    Agent agent = agent();
    Conversation conversation = agent.converse();
    conversation.observe(Message.empty().with(Message.EPISODE_DONE, true));

    assertThat(agent.act(List.of(conversation))).hasSize(1);
  }

  @Test
  void aBatchIsAnsweredLikeOneByOne() {
    Agent batched = agent();
    Agent single = agent();
    List<Conversation> lanes = lanes(batched);
    List<Conversation> others = lanes(single);
    for (int turn = 0; turn < 3; turn++) {
      List<Message> expected = new ArrayList<>();
      for (int lane = 0; lane < lanes.size(); lane++) {
        Message observation = observation(lane + turn);
        lanes.get(lane).observe(observation);
        expected.add(turn(single, others.get(lane), observation));
      }
      List<Message> replies = batched.act(lanes);
      for (int lane = 0; lane < lanes.size(); lane++) {
        lanes.get(lane).observeSelf(replies.get(lane));
      }
      assertThat(replies).as("turn " + turn).isEqualTo(expected);
    }
  }

  private List<Conversation> lanes(Agent agent) {
    return observations().stream().map(observation -> agent.converse()).toList();
  }

  private Message observation(int index) {
    return observations().get(index % observations().size());
  }

  @Test
  void conversationsShareNoHistory() {
    Agent busy = agent();
    Agent calm = agent();
    Conversation talkative = busy.converse();
    calm.converse();
    observations().forEach(observation -> turn(busy, talkative, observation));

    assertThat(turn(busy, busy.converse(), observation(0)))
        .isEqualTo(turn(calm, calm.converse(), observation(0)));
  }

  @Test
  void resetForgets() {
    Agent agent = agent();
    Agent fresh = agent();
    Conversation conversation = agent.converse();
    observations().forEach(observation -> turn(agent, conversation, observation));
    conversation.reset();
    Message reply = turn(agent, conversation, observation(1));

    if (repeatsItself()) {
      assertThat(reply).isEqualTo(turn(fresh, fresh.converse(), observation(1)));
    }
    assertThat(reply.id()).hasValue(agent.id());
  }

  @Test
  void theEndOfAnEpisodeForgets() {
    Agent agent = agent();
    Agent fresh = agent();
    Conversation conversation = agent.converse();
    turn(agent, conversation, observation(2));
    turn(agent, conversation, observation(3).with(Message.EPISODE_DONE, true));
    Message reply = turn(agent, conversation, observation(1));

    if (repeatsItself()) {
      assertThat(reply).isEqualTo(turn(fresh, fresh.converse(), observation(1)));
    }
    assertThat(reply.id()).hasValue(agent.id());
  }

  @Test
  void theSameSeedGivesTheSameReplies() {
    Agent one = agent();
    Agent other = agent();
    Conversation first = one.converse();
    Conversation second = other.converse();
    for (Message observation : observations()) {
      assertThat(turn(one, first, observation)).isEqualTo(turn(other, second, observation));
    }
  }

  @Test
  void closingTwiceIsAllowed() {
    Agent agent = agent();
    agent.close();

    assertThatCode(agent::close).doesNotThrowAnyException();
  }
}
