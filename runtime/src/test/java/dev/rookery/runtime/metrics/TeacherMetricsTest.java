package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeacherMetricsTest {

  private final TeacherMetrics metrics = new TeacherMetrics(MetricSelection.byDefault());

  @Test
  void countsBothKindsOfLabels() {
    metrics.evaluate(
        Message.ofText("hi").with(Message.LABELS, List.of("Hello!")), Message.ofText("hello"));
    metrics.evaluate(
        Message.ofText("hi").with(Message.EVAL_LABELS, List.of("bye")), Message.ofText("hello"));

    assertThat(metrics.report().values()).containsEntry("exs", 2.0).containsEntry("accuracy", 0.5);
  }

  @Test
  void countsNothingWithoutLabels() {
    MetricReport example = metrics.evaluate(Message.ofText("hi"), Message.ofText("hello"));

    assertThat(example.isEmpty()).isTrue();
    assertThat(metrics.report().isEmpty()).isTrue();
  }

  @Test
  void aReplyWithoutTextBringsOnlyItsOwnFigures() {
    Message reply =
        Message.empty().with(TeacherMetrics.METRICS, Map.of("loss", new AverageMetric(6, 3)));

    MetricReport example = metrics.evaluate(List.of("hello"), reply);

    assertThat(example.values()).containsExactly(Map.entry("exs", 1.0), Map.entry("loss", 2.0));
  }

  @Test
  void clearStartsOver() {
    metrics.evaluate(List.of("hello"), Message.ofText("hello"));
    metrics.clear();

    assertThat(metrics.report().isEmpty()).isTrue();
  }

  @Test
  void anUnknownMetricIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> MetricSelection.of(List.of("f1", "rouge-l")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"rouge-l\"; did you mean")
        .hasMessageContaining("bleu-4");
  }
}
