package dev.rookery.runtime.evaluation;

import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.RateMetric;
import java.util.Collection;

/**
 * ParlAI's ctps, ltps, tps and ctpb, ltpb, tpb of an evaluation: tokens that the agent read, a
 * second and a batch. They follow from the lengths that the agent reports (clen, ctrunclen and so
 * on); without these there are none.
 */
final class TokenFigures {

  private TokenFigures() {}

  /**
   * Adds the figures.
   *
   * @param byTask what each task gave
   * @param batches number of batches
   * @param begun when the evaluation began, nanoseconds
   */
  static void add(
      MetricAccumulator all, Collection<MetricReport> byTask, long batches, long begun) {
    if (batches == 0 || byTask.stream().noneMatch(task -> task.metrics().containsKey("clen"))) {
      return;
    }
    double contexts = read("c", byTask);
    double labels = read("l", byTask);
    add("ct", contexts, batches, begun, all);
    add("lt", labels, batches, begun, all);
    add("t", contexts + labels, batches, begun, all);
  }

  private static void add(
      String prefix, double tokens, long batches, long begun, MetricAccumulator all) {
    all.add(prefix + "ps", RateMetric.since(begun, tokens));
    all.add(prefix + "pb", new AverageMetric(tokens, batches, true));
  }

  private static double read(String letter, Collection<MetricReport> byTask) {
    return byTask.stream()
        .mapToDouble(task -> sum(task, letter + "len") - sum(task, letter + "trunclen"))
        .sum();
  }

  private static double sum(MetricReport task, String name) {
    Metric metric = task.metrics().get(name);
    return metric instanceof AverageMetric mean ? mean.numerator() : 0;
  }
}
