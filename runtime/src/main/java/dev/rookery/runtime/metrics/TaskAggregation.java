package dev.rookery.runtime.metrics;

import dev.rookery.api.metrics.MacroAverageMetric;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures over several tasks. Each task's figure is there as {@code task/name}, and the one over
 * all tasks as {@code name}.
 */
public enum TaskAggregation {
  /** Means count every task the same. The default. */
  MACRO,
  /** Means count every example, or token, the same. */
  MICRO;

  /** The setting that {@link #of} reads. */
  public static final Setting<Boolean> SETTING =
      Setting.bool("aggregate-micro")
          .alias("micro")
          .defaultsTo(false)
          .describedAs("over several tasks, count every example the same instead of every task");

  /** What the section {@code eval} of an experiment asks for. */
  public static TaskAggregation of(Settings eval) {
    return eval.get(SETTING) ? MICRO : MACRO;
  }

  /**
   * Aggregates the reports of tasks by name; the report of a single task stays as it is.
   *
   * @throws IllegalArgumentException if there is no report at all
   */
  public MetricReport aggregate(Map<String, MetricReport> byTask) {
    if (byTask.isEmpty()) {
      throw new IllegalArgumentException("there is no task to report on");
    }
    if (byTask.size() == 1) {
      return byTask.values().iterator().next();
    }
    MetricAccumulator all = new MetricAccumulator();
    Map<String, Metric> global = new LinkedHashMap<>();
    Map<String, Map<String, Metric>> means = new LinkedHashMap<>();
    byTask.forEach(
        (task, report) ->
            report
                .metrics()
                .forEach(
                    (name, metric) -> {
                      if (metric.global()) {
                        global.putIfAbsent(name, metric);
                        return;
                      }
                      all.add(task + "/" + name, metric);
                      if (this == MACRO && metric.macroAveraged()) {
                        means
                            .computeIfAbsent(name, unused -> new LinkedHashMap<>())
                            .put(task, metric);
                      } else {
                        all.add(name, metric);
                      }
                    }));
    global.forEach(all::add);
    means.forEach((name, tasks) -> all.add(name, new MacroAverageMetric(tasks)));
    return all.report();
  }
}
