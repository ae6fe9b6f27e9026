package dev.rookery.api.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean of several tasks' figures, each task counting the same.
 *
 * @param byTask the figure of each task, at least one
 */
public record MacroAverageMetric(Map<String, Metric> byTask) implements Metric {

  public MacroAverageMetric {
    if (byTask.isEmpty()) {
      throw new IllegalArgumentException("an average over no task at all");
    }
    byTask = Collections.unmodifiableMap(new LinkedHashMap<>(byTask));
  }

  @Override
  public double value() {
    return byTask.values().stream().mapToDouble(Metric::value).sum() / byTask.size();
  }

  @Override
  public MacroAverageMetric merge(Metric other) {
    if (other instanceof MacroAverageMetric more) {
      Map<String, Metric> merged = new LinkedHashMap<>(byTask);
      more.byTask.forEach((task, metric) -> merged.merge(task, metric, Metric::merge));
      return new MacroAverageMetric(merged);
    }
    throw Metric.mismatch(this, other);
  }
}
