package dev.rookery.plugins.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Message;
import dev.rookery.testkit.TestingAgentContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RandomCandidateTest {

  private static final Message THREE =
      Message.ofText("x").with(Message.LABEL_CANDIDATES, List.of("a", "b", "c"));

  private static Agent agent(Map<String, ?> settings) {
    return Turns.agent(new RandomCandidate(), settings);
  }

  @Test
  void everyOrderIsAboutAsFrequent() {
    List<Message> answers = Turns.answers(agent(Map.of()), THREE, 6000);

    Map<List<String>, Long> counts =
        answers.stream()
            .collect(Collectors.groupingBy(Message::textCandidates, Collectors.counting()));
    assertThat(counts).hasSize(6);
    // Five standard deviations of 1000 expected are 144.
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000L, within(144L)));
    assertThat(answers)
        .allMatch(answer -> answer.text().orElseThrow().equals(answer.textCandidates().get(0)));
  }

  @Test
  void anotherSeedGivesOtherAnswers() {
    RandomCandidate factory = new RandomCandidate();
    TestingAgentContext context = TestingAgentContext.of(factory, Map.of());

    assertThat(Turns.answers(factory.create(context.withSeed(1)), THREE, 20))
        .isNotEqualTo(Turns.answers(factory.create(context.withSeed(2)), THREE, 20));
  }

  @Test
  void theFileReplacesTheCandidates(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("candidates.txt"), "eins\nzwei\n");
    Agent agent = agent(Map.of("label-candidates-file", file));

    assertThat(Turns.answer(agent, THREE).textCandidates())
        .containsExactlyInAnyOrder("eins", "zwei");
    assertThat(Turns.answer(agent, Message.ofText("x")).text()).isPresent();
  }

  @Test
  void withoutCandidates() {
    assertThat(Turns.answer(agent(Map.of()), Message.ofText("x")))
        .isEqualTo(Message.ofText("I don't know.").with(Message.ID, "RandomCandidateAgent"));
    assertThat(Turns.beforeAnything(agent(Map.of())).text()).hasValue("Nothing to reply to yet.");
  }

  @Test
  void aWrongFileIsOneClearError(@TempDir Path temp) throws Exception {
    Path missing = temp.resolve("missing.txt");
    assertThatThrownBy(() -> agent(Map.of("label-candidates-file", missing)))
        .isInstanceOf(UserException.class)
        .hasMessage("label-candidates-file = " + missing + ": there is no such file");
    Path latin = Files.write(temp.resolve("l"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> agent(Map.of("label-candidates-file", latin)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> agent(Map.of("label-candidates-file", temp)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(temp.toString());
  }
}
