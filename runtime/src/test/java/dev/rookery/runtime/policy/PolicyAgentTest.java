package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.runtime.experiment.GenerationRun;
import dev.rookery.testkit.TestingSettings;
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

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), PolicyAgentTest.class.getClassLoader()));

  private final List<PolicyAgent> made = new ArrayList<>();
  private int steps;

  private PolicyAgent agent() {
    NDManager manager = NDManager.newBaseManager("PyTorch");
    PolicyModelFactory factory =
        CATALOG.<PolicyModelFactory>lookUp(ComponentKind.POLICY, "gru").orElseThrow();
    Vocabulary vocabulary = new Vocabulary(List.of("EOS", "GO", "C", "N", "O"), "GO", "EOS");
    PolicyNetworks networks =
        new PolicyNetworks(
            factory,
            TestingSettings.of(
                factory.settings(), Map.of("embedding-size", 4, "hidden-size", 8, "num-layers", 1)),
            CatalogComponents.of(CATALOG),
            vocabulary.size(),
            12,
            Precision.FLOAT32,
            3);
    TokenizerFactory tokenizers =
        CATALOG.<TokenizerFactory>lookUp(ComponentKind.TOKENIZER, "smiles").orElseThrow();
    SequenceCodec codec =
        new SequenceCodec(tokenizers.create(tokenizers.settings().defaults()), vocabulary, 12);
    PolicyAgent agent =
        new PolicyAgent(networks, new Counting(networks.actor(manager)), codec, manager, false, 42);
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
