package dev.rookery.runtime.evaluation;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.RateMetric;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import dev.rookery.runtime.metrics.TeacherMetrics;
import dev.rookery.runtime.world.BatchWorld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs an agent over one epoch of one or several tasks.
 *
 * @param agent who is asked
 * @param batchSize number of lanes
 * @param batchesAtOnce how many batches are answered at once, if the agent can; 0 for as many as
 *     make good use of the machine
 * @param maxExamples stops after so many; empty for all
 * @param generates whether the agent writes replies, or only gives the metrics of the labels
 * @param metrics which text metrics are computed
 * @param aggregation over several tasks
 * @param progress hears the number of examples so far and, where it is known, of all
 */
public record Evaluation(
    Agent agent,
    int batchSize,
    int batchesAtOnce,
    Optional<Long> maxExamples,
    boolean generates,
    MetricSelection metrics,
    TaskAggregation aggregation,
    Progress progress) {

  private static final int SAMPLES = 12;

  /** Hears how far an evaluation is. */
  @FunctionalInterface
  public interface Progress {
    void onExamples(long seen, OptionalLong of);
  }

  /** An evaluation with the usual metrics. */
  public Evaluation(Agent agent, int batchSize, Optional<Long> maxExamples, boolean generates) {
    this(
        agent,
        batchSize,
        0,
        maxExamples,
        generates,
        MetricSelection.byDefault(),
        TaskAggregation.MACRO,
        (seen, of) -> {});
  }

  /**
   * Evaluates.
   *
   * @param teachers of evaluation datatypes; the caller closes them
   */
  public EvaluationResult run(List<Teacher> teachers) {
    List<TeacherMetrics> totals =
        teachers.stream().map(teacher -> new TeacherMetrics(metrics)).toList();
    List<EvaluationResult.Sample> samples = new ArrayList<>();
    OptionalLong expected = expected(teachers);
    long[] counted = {0};
    long batches = 0;
    long[] labelled = {0};
    long begun = System.nanoTime();
    agent.skipGeneration(!generates);
    BatchWorld.Listener listener =
        (task, observation, reply) -> {
          if (maxExamples.isPresent() && counted[0] >= maxExamples.get()) {
            return; // the last turn may go beyond, since all lanes take part in it
          }
          counted[0]++;
          labelled[0] += observation.anyLabels().isEmpty() ? 0 : 1;
          totals.get(task).evaluate(observation, reply);
          if (samples.size() < SAMPLES && reply.text().isPresent()) {
            samples.add(new EvaluationResult.Sample(observation, reply));
          }
        };
    try (EvaluationWorld open = EvaluationWorld.open(this, teachers, expected, listener)) {
      BatchWorld world = open.world();
      for (int n = world.parley(); n > 0; n = world.parley()) {
        batches++;
        progress.onExamples(counted[0], expected);
        if (maxExamples.isPresent() && counted[0] >= maxExamples.get()) {
          break;
        }
      }
    } finally {
      agent.skipGeneration(false);
    }
    return result(teachers, totals, new Extent(counted[0], labelled[0], batches, begun), samples);
  }

  /** How much was evaluated, and since when. */
  private record Extent(long turns, long examples, long batches, long begun) {}

  private OptionalLong expected(List<Teacher> teachers) {
    List<OptionalLong> counts = teachers.stream().map(Teacher::numExamples).toList();
    if (counts.stream().anyMatch(OptionalLong::isEmpty)) {
      return maxExamples.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
    long all = counts.stream().mapToLong(OptionalLong::getAsLong).sum();
    return OptionalLong.of(maxExamples.map(most -> Math.min(most, all)).orElse(all));
  }

  private EvaluationResult result(
      List<Teacher> teachers,
      List<TeacherMetrics> totals,
      Extent extent,
      List<EvaluationResult.Sample> samples) {
    Map<String, MetricReport> byTask = new LinkedHashMap<>();
    for (int i = 0; i < teachers.size(); i++) {
      byTask.merge(teachers.get(i).id(), totals.get(i).report(), MetricReport::merge);
    }
    MetricAccumulator all = new MetricAccumulator();
    all.addAll(aggregation.aggregate(byTask));
    all.add("exps", RateMetric.since(extent.begun(), extent.turns()));
    TokenFigures.add(all, byTask.values(), extent.batches(), extent.begun());
    return new EvaluationResult(all.report(), byTask, extent.examples(), extent.turns(), samples);
  }
}
