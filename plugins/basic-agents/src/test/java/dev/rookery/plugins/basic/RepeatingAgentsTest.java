package dev.rookery.plugins.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RepeatingAgentsTest {

  private static final Message TWO_LABELS =
      Message.ofText("which ?").with(Message.LABELS, List.of("this", "that"));

  private static Agent repeatLabel(Map<String, ?> settings) {
    return Turns.agent(new RepeatLabel(), settings);
  }

  @Test
  void repeatLabelSaysEachLabelAboutAsOften() {
    Map<String, Long> counts =
        Turns.texts(Turns.answers(repeatLabel(Map.of()), TWO_LABELS, 1000))
            .collect(Collectors.groupingBy(text -> text, Collectors.counting()));

    assertThat(counts.keySet()).containsExactlyInAnyOrder("this", "that");
    // Five standard deviations of a fair coin are 79 of 1000.
    assertThat(counts.get("this")).isCloseTo(500L, withinPercentage(16));
  }

  @Test
  void repeatLabelCanSayAllLabels() {
    Agent agent = repeatLabel(Map.of("return-one-random-answer", false));

    assertThat(Turns.answer(agent, TWO_LABELS))
        .isEqualTo(
            Message.ofText("this, that")
                .with(Message.EPISODE_DONE, false)
                .with(Message.ID, "RepeatLabelAgent"));
  }

  @Test
  void repeatLabelTakesLabelsForEvaluationWhereThereAreNoOthers() {
    Message observation = Message.ofText("x").with(Message.EVAL_LABELS, List.of("y"));

    assertThat(Turns.answer(repeatLabel(Map.of()), observation).text()).hasValue("y");
    assertThat(
            Turns.answer(repeatLabel(Map.of()), observation.with(Message.LABELS, List.of("z")))
                .text())
        .hasValue("z");
  }

  @Test
  void repeatLabelCannotAnswerWithoutLabels() {
    Agent agent = repeatLabel(Map.of("cant-answer-message", "pass"));

    assertThat(Turns.answer(agent, Message.ofText("x")).text()).hasValue("pass");
    assertThat(Turns.answer(agent, Message.ofText("x").with(Message.LABELS, List.of())).text())
        .hasValue("pass");
    assertThat(Turns.answer(repeatLabel(Map.of()), Message.ofText("x")).text())
        .hasValue("I don't know.");
    assertThat(Turns.beforeAnything(agent).text()).hasValue("Nothing to repeat yet.");
  }

  @Test
  void repeatLabelCanFailOnPurpose() {
    long failures =
        Turns.texts(
                Turns.answers(repeatLabel(Map.of("cant-answer-percent", 0.3)), TWO_LABELS, 1000))
            .filter("I don't know."::equals)
            .count();

    // Five standard deviations are 72 of 1000.
    assertThat(failures).isCloseTo(300L, withinPercentage(24));
    assertThat(
            Turns.texts(
                Turns.answers(repeatLabel(Map.of("cant-answer-percent", 1)), TWO_LABELS, 50)))
        .containsOnly("I don't know.");
    assertThatThrownBy(() -> repeatLabel(Map.of("cant-answer-percent", 30)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cant-answer-percent");
  }

  @ParameterizedTest
  @CsvSource({
    "hello, hello",
    "'one\ntwo', two",
    "'one\n', Nothing to repeat yet.",
    "'', Nothing to repeat yet."
  })
  void repeatQuerySaysTheLastLine(String text, String expected) {
    Agent agent = Turns.agent(new RepeatQuery(), Map.of());

    assertThat(Turns.answer(agent, Message.ofText(text)).text()).hasValue(expected);
  }

  @Test
  void repeatQueryWithoutText() {
    Agent agent = Turns.agent(new RepeatQuery(), Map.of());

    assertThat(Turns.answer(agent, Message.empty()).text()).hasValue("I don't know");
    assertThat(Turns.beforeAnything(agent).text()).hasValue("Nothing to repeat yet.");
  }

  @Test
  void fixedResponse() {
    assertThat(Turns.answer(Turns.agent(new FixedResponse(), Map.of()), TWO_LABELS))
        .isEqualTo(
            Message.ofText("I don't know.")
                .with(Message.EPISODE_DONE, false)
                .with(Message.ID, "FixedResponseAgent"));
    Agent yes = Turns.agent(new FixedResponse(), Map.of("fixed-response", "yes"));
    assertThat(Turns.beforeAnything(yes).text()).hasValue("yes");
    assertThat(new FixedResponse().settings().find("fr")).hasValue(FixedResponse.RESPONSE);
  }
}
