package dev.rookery.plugins.basic;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.testkit.AgentContract;
import dev.rookery.testkit.PluginContract;
import dev.rookery.testkit.TestingAgentContext;
import dev.rookery.testkit.TestingTeacher;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class BasicAgentsContractTest {

  @Nested
  final class ThePlugin extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new BasicAgentsPlugin();
    }
  }

  @Nested
  final class RepeatLabelContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new RepeatLabel();
    }

    @Override
    protected boolean repeatsItself() {
      return false;
    }
  }

  @Nested
  final class RepeatQueryContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new RepeatQuery();
    }
  }

  @Nested
  final class FixedResponseContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new FixedResponse();
    }
  }

  @Nested
  final class RandomCandidateContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new RandomCandidate();
    }

    @Override
    protected boolean repeatsItself() {
      return false;
    }
  }

  @Nested
  final class UnigramContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new Unigram();
    }

    @Override
    protected TestingAgentContext context() {
      return TestingAgentContext.of(factory(), Map.of())
          .withTrainingData(List.of(TestingTeacher.episode("a b b", "c c c")));
    }
  }

  /** The human types the same line again and again. */
  @Nested
  final class LocalHumanContract extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new LocalHuman(
          () -> new BufferedReader(new StringReader("hm\n".repeat(100))),
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
  }
}
