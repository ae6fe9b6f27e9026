package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.evaluation.EvaluationResult;
import dev.rookery.testkit.TestingTeacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns without a label change no figure of their neighbours in a batch. */
final class UnlabelledTurnsTest {

  private static final int LABELLED = 8;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void figuresDontDependOnTheBatchSize(boolean generates) {
    try (OpenAgent open =
        OpenAgent.of(
            SmallRun.experiment(List.of("agent.max-reply-length=5")),
            SmallRun.CATALOG,
            SmallRun.NO_DOWNLOADS,
            Optional.empty())) {
      Map<String, Double> oneByOne = evaluate(open, 1, generates);
      assertThat(oneByOne).containsKeys("loss", "ppl", "token_acc", "token_em", "clen", "llen");
      assertThat(oneByOne).containsEntry("exs", (double) LABELLED);
      assertThat(oneByOne.containsKey("accuracy")).isEqualTo(generates);
      for (int batchSize : List.of(2, 3, 12)) {
        Map<String, Double> together = evaluate(open, batchSize, generates);
        assertThat(together).hasSameSizeAs(oneByOne);
        oneByOne.forEach(
            (name, value) ->
                assertThat(together.get(name))
                    .as("%s in batches of %d", name, batchSize)
                    .isCloseTo(value, Offset.offset(1e-4 * Math.max(1, value))));
      }
    }
  }

  @Test
  void onlyLabelledTurnsAreExamples() {
    try (OpenAgent open =
        OpenAgent.of(
            SmallRun.experiment(List.of()),
            SmallRun.CATALOG,
            SmallRun.NO_DOWNLOADS,
            Optional.empty())) {
      EvaluationResult result =
          new Evaluation(open.agent(), 4, Optional.empty(), false)
              .run(List.of(new TestingTeacher(DataType.VALID, episodes())));
      assertThat(result.examples()).isEqualTo(LABELLED);
      assertThat(result.turns()).isEqualTo(12);
      assertThat(result.report().values()).containsEntry("exs", (double) LABELLED);
    }
  }

  private static Map<String, Double> evaluate(OpenAgent open, int batchSize, boolean generates) {
    TestingTeacher teacher = new TestingTeacher(DataType.VALID, episodes());
    Map<String, Double> values =
        new TreeMap<>(
            new Evaluation(open.agent(), batchSize, Optional.empty(), generates)
                .run(List.of(teacher))
                .report()
                .values());
    // these are per second and per batch
    values.keySet().removeIf(name -> name.equals("exps") || name.matches("(ct|lt|t)p[sb]"));
    return values;
  }

  /** Twelve episodes of one turn; every third has no label. */
  private static List<Episode> episodes() {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String text = "where is mary " + "now ".repeat(i);
      episodes.add(
          i % 3 == 2
              ? new Episode(List.of(Message.ofText(text).with(Message.EPISODE_DONE, true)))
              : TestingTeacher.episode(text, "the " + "garden ".repeat(i)));
    }
    return episodes;
  }
}
