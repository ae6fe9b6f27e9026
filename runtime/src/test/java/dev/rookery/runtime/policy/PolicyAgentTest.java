package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.experiment.GenerationRun;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy as an agent. */
class PolicyAgentTest {

  private final List<PolicyAgent> made = new ArrayList<>();
  private int steps;

  private PolicyAgent agent() {
    PolicyAgent agent = TinyPolicy.agent(Counting::new);
    made.add(agent);
    return agent;
  }

  /** Counts how often the network is asked. */
  private final class Counting extends DelegatingPolicy {
    Counting(PolicyModel policy) {
      super(policy);
    }

    @Override
    public Fields step(Fields fields) {
      steps++;
      return super.step(fields);
    }
  }

  private static List<Conversation> conversations(PolicyAgent agent, Message... messages) {
    List<Conversation> conversations = new ArrayList<>();
    for (Message message : messages) {
      Conversation conversation = agent.converse();
      conversation.observe(message);
      conversations.add(conversation);
    }
    return conversations;
  }

  private static List<String> texts(List<Message> replies) {
    return replies.stream().map(reply -> reply.text().orElseThrow()).toList();
  }

  @Test
  void writesForAllConversationsAtOnceWhatItWritesOneByOne() {
    Message[] messages = new Message[16];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = Message.ofText(i % 3 == 0 ? "CN" : "");
    }
    PolicyAgent together = agent();
    List<String> atOnce = texts(together.act(conversations(together, messages)));
    assertThat(steps).isLessThanOrEqualTo(11);

    PolicyAgent apart = agent();
    List<String> oneByOne = new ArrayList<>();
    for (Message message : messages) {
      oneByOne.addAll(texts(apart.act(conversations(apart, message))));
    }
    assertThat(atOnce).isEqualTo(oneByOne);
    assertThat(atOnce.get(3)).startsWith("CN");
    assertThat(texts(together.act(conversations(together, messages)))).isNotEqualTo(atOnce);
  }

  @Test
  void aSequenceIsMeasuredAndNotComparedWithOneThatIsWritten() {
    PolicyAgent agent = agent();
    Message sequence = Message.ofText("").with(Message.EVAL_LABELS, List.of("CCO"));

    Message reply = agent.act(conversations(agent, sequence)).get(0);

    assertThat(reply.has(Message.TEXT)).isFalse();
    assertThat((Map<?, ?>) reply.find("metrics").orElseThrow())
        .extracting(Map::keySet)
        .isEqualTo(java.util.Set.of("loss", "ppl", "nll"));
    assertThat(steps).isZero();
  }

  @Test
  void saysWhereASequenceIsThatItCannotWrite() {
    PolicyAgent agent = agent();
    Message sequence =
        Message.ofText("")
            .with(Message.EVAL_LABELS, List.of("CF"))
            .with(Message.ORIGIN, "mine.smi: line 7");

    assertThatThrownBy(() -> agent.act(conversations(agent, sequence)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("mine.smi: line 7: \"CF\"")
        .hasMessageContaining("\"F\" (token 2)")
        .hasMessageContaining("agent.vocabulary");
  }

  @Test
  void generateWithoutContextsSaysWhatWritesSequences() {
    GenerationRun run = new GenerationRun(agent(), 4, 1);

    assertThatThrownBy(
            () ->
                run.run(
                    "standard input",
                    new BufferedReader(new StringReader("")),
                    new PrintWriter(new StringWriter())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("standard input has no contexts")
        .hasMessageContaining("\"sample\"");
  }

  @Test
  void learnsAfterTheEndIfAsked() {
    SequenceCodec codec = agent().codec();

    assertThat(codec.encodeLikeAceGen("CCO")).containsExactly(2, 2, 4, 0, 0);
    assertThat(codec.encodeLikeAceGen("C".repeat(20))).hasSize(12).endsWith(2, 0);
  }

  @AfterEach
  void close() {
    made.forEach(PolicyAgent::close);
  }
}
