package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generator that answers several batches at once. */
final class BatchesAtOnceTest {

  private static final int BATCH_SIZE = 4;

  private static OpenAgent open(String setting) {
    return OpenAgent.of(
        SmallRun.experiment(List.of("task.valid-episodes=6", "agent.max-reply-length=5", setting)),
        SmallRun.CATALOG,
        SmallRun.NO_DOWNLOADS,
        Optional.empty());
  }

  private static Map<String, Double> evaluate(OpenAgent open, int atOnce, Optional<Long> most) {
    List<Teacher> teachers =
        open.teachers().open(DataType.VALID).stream().map(WeightedTeacher::teacher).toList();
    try {
      Map<String, Double> values =
          new TreeMap<>(
              new Evaluation(
                      open.agent(),
                      BATCH_SIZE,
                      atOnce,
                      most,
                      true,
                      MetricSelection.byDefault(),
                      TaskAggregation.MACRO,
                      (seen, of) -> {})
                  .run(teachers)
                  .report()
                  .values());
      // these are per second and per batch
      values.keySet().removeIf(name -> name.equals("exps") || name.matches("(ct|lt|t)p[sb]"));
      return values;
    } finally {
      teachers.forEach(Teacher::close);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "bf16"})
  void theFiguresAreThoseOfOneBatchAfterTheOther(String precision) {
    try (OpenAgent open = open("agent.precision=" + precision)) {
      assertThat(open.agent().isConcurrent()).isTrue();
      for (Optional<Long> most : List.of(Optional.<Long>empty(), Optional.of(11L))) {
        Map<String, Double> expected = evaluate(open, 1, most);
        assertThat(expected).containsKeys("loss", "ppl", "accuracy", "gen_n_toks");
        for (int atOnce : List.of(2, 3)) {
          Map<String, Double> values = evaluate(open, atOnce, most);
          assertThat(values.keySet()).isEqualTo(expected.keySet());
          expected.forEach(
              (name, value) ->
                  assertThat(values.get(name))
                      .as("%s, %d at once", name, atOnce)
                      .isCloseTo(value, Offset.offset(1e-4 * Math.max(1, value))));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void drawnRepliesAreThoseOfTheSeed(int atOnce) {
    assertThat(written(atOnce)).isEqualTo(written(1)).hasLineCount(10);
  }

  private static String written(int atOnce) {
    String contexts =
        IntStream.range(0, 10)
            .mapToObj(i -> "{\"text\": \"where is mary " + "now ".repeat(i) + "\"}")
            .collect(Collectors.joining("\n"));
    StringWriter replies = new StringWriter();
    try (OpenAgent open = open("decode.search=top-k")) {
      new GenerationRun(open.agent(), 2, atOnce)
          .run(
              "contexts", new BufferedReader(new StringReader(contexts)), new PrintWriter(replies));
    }
    // log probabilities may differ in their last digits
    return replies.toString().replaceAll("(?m),\"token_logprobs\".*$", "");
  }
}
