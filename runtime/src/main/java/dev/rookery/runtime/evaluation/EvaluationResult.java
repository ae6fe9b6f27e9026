package dev.rookery.runtime.evaluation;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.MetricReport;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation found.
 *
 * @param report over all tasks
 * @param byTask the tasks one by one, in their order
 * @param examples number of turns with a label, which is what is measured; {@code exs} in the
 *     report
 * @param turns number of all turns, also those that only tell something
 * @param samples the first few examples with their replies
 */
public record EvaluationResult(
    MetricReport report,
    Map<String, MetricReport> byTask,
    long examples,
    long turns,
    List<Sample> samples) {

  public EvaluationResult {
    samples = List.copyOf(samples);
  }

  /** One example: what was said to the agent, and its reply. */
  public record Sample(Message observation, Message reply) {}
}
