package dev.rookery.runtime.metrics;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.SumMetric;
import java.util.List;
import java.util.Map;

/**
 * What a teacher makes of the replies to its questions: the number of examples, text metrics,
 * ranking metrics where a reply carries {@code text_candidates}, and the agent's own figures in the
 * reply's extra {@code metrics}.
 *
 * <p>One instance serves one task. Not thread-safe.
 */
public final class TeacherMetrics {

  /** The extra of a reply that holds the agent's own figures, a map from name to metric. */
  public static final String METRICS = "metrics";

  private static final int[] HITS_AT = {1, 5, 10, 100};

  private final TextMetrics texts;
  private final MetricAccumulator total = new MetricAccumulator();

  public TeacherMetrics(MetricSelection selection) {
    this.texts = new TextMetrics(selection, TextMetrics.RougeFigures.RECALL);
  }

  /**
   * Adds one reply.
   *
   * @param question what the agent was asked; without labels of either kind nothing is counted
   * @param reply the agent's answer; without a text only its figures count
   * @return the figures of this example alone
   */
  public MetricReport evaluate(Message question, Message reply) {
    return evaluate(question.anyLabels(), reply);
  }

  /** As {@link #evaluate(Message, Message)}, with the labels themselves. */
  public MetricReport evaluate(List<String> labels, Message reply) {
    if (labels.isEmpty()) {
      return MetricReport.empty();
    }
    List<NormalizedText> answers = labels.stream().map(NormalizedText::of).toList();
    MetricAccumulator example = new MetricAccumulator();
    example.add("exs", new SumMetric(1));
    reply
        .text()
        .ifPresent(text -> texts.of(NormalizedText.of(text), answers).forEach(example::add));
    if (reply.has(Message.TEXT_CANDIDATES)) {
      TextMetrics.ofRanking(reply.textCandidates(), answers, HITS_AT).forEach(example::add);
    }
    reply.find(METRICS).ifPresent(own -> addOwn((Map<?, ?>) own, example));
    MetricReport report = example.report();
    total.addAll(report);
    return report;
  }

  /** A plain number counts as a mean over examples; a name of ours gets {@code USER_} before it. */
  private static void addOwn(Map<?, ?> own, MetricAccumulator example) {
    own.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          Metric metric =
              value instanceof Number number
                  ? AverageMetric.of(number.doubleValue())
                  : (Metric) value;
          example.add(MetricSelection.ALL.contains(name) ? "USER_" + name : name, metric);
        });
  }

  /** Everything that was added since the last {@link #clear}. */
  public MetricReport report() {
    return total.report();
  }

  /** Starts over. */
  public void clear() {
    total.clear();
  }
}
