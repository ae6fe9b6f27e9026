package dev.rookery.plugins.exampleseq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Plugin;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.testkit.AgentContract;
import dev.rookery.testkit.PluginContract;
import dev.rookery.testkit.TestingAgentContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Seq2seqAgentTest {

  private static final List<Episode> STORIES =
      List.of(
          story(
              "mary is at home . where is mary ?", "home", "john left . who left ?", "it was john"),
          story("hello there", "hi", "what do you do ?", "i ask"));

  @TempDir private Path folder;

  private static Episode story(String first, String label, String second, String other) {
    return new Episode(
        List.of(
            Message.ofText(first).with(Message.LABELS, List.of(label)),
            Message.ofText(second)
                .with(Message.LABELS, List.of(other))
                .with(Message.EPISODE_DONE, true)));
  }

  private static TestingAgentContext context() {
    return TestingAgentContext.of(new Seq2seqFactory(), Map.of("hidden-size", 12))
        .withTrainingData(STORIES);
  }

  @Nested
  final class OfThePlugin extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new ExampleSeq2seqPlugin();
    }
  }

  @Nested
  final class OfTheAgent extends AgentContract {
    @Override
    protected AgentFactory factory() {
      return new Seq2seqFactory();
    }

    @Override
    protected TestingAgentContext context() {
      return Seq2seqAgentTest.context();
    }
  }

  @Test
  void aTurnIsReadAfterThoseBeforeIt() {
    try (Seq2seqAgent agent = (Seq2seqAgent) new Seq2seqFactory().create(context())) {
      List<? extends TrainingExample> examples =
          agent.vectorize(STORIES.get(0), new SplittableRandom(1));

      assertThat(examples).extracting(TrainingExample::contextLength).containsExactly(9, 9 + 6);
      assertThat(examples).extracting(TrainingExample::labelLength).containsExactly(2, 4);
    }
  }

  @Test
  void savedAgentIsLoadedWithItsWordsAndTheirOrder() throws IOException {
    Words words = Words.of(context().trainingData().orElseThrow().get());
    words.save(folder);
    Words loaded = Words.load(folder);

    assertThat(loaded.size()).isEqualTo(words.size());
    assertThat(loaded.longestLabel()).isEqualTo(4);
    assertThat(loaded.encode("where is the home ?")).isEqualTo(words.encode("where is the home ?"));
    assertThat(loaded.encode("the")).containsExactly(Words.UNKNOWN);
    try (Seq2seqAgent agent =
        (Seq2seqAgent) new Seq2seqFactory().create(context().withModelFolder(folder))) {
      Conversation conversation = agent.converse();
      conversation.observe(Message.ofText("who left ?"));
      String reply = agent.act(List.of(conversation)).get(0).text().orElseThrow();
      assertThat(reply.isEmpty() ? 0 : reply.split(" ").length).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void brokenFileOfWordsIsNamed() throws IOException {
    Files.writeString(folder.resolve("words"), "many\n");
    assertThatThrownBy(() -> Words.load(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(folder.resolve("words").toString());
  }
}
