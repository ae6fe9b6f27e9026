package dev.rookery.api.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Merges figures as they come. Adding costs the same however much was added before, which plain
 * merging of {@link DistinctMetric}s would not. Not thread-safe.
 */
public final class MetricAccumulator {

  private final Map<String, Metric> metrics = new LinkedHashMap<>();

  /** The n-gram tables of the distinct metrics; their place in the order is in {@link #metrics}. */
  private final Map<String, Map<String, Long>> ngrams = new HashMap<>();

  /**
   * Merges one figure into what is there under its name.
   *
   * @throws IllegalArgumentException if it cannot be merged with what is there; the message has the
   *     name
   */
  public void add(String name, Metric metric) {
    Metric before = metrics.putIfAbsent(name, metric);
    if (metric instanceof DistinctMetric distinct
        && (before == null || before instanceof DistinctMetric)) {
      distinct.addTo(ngrams.computeIfAbsent(name, unused -> new HashMap<>()));
    } else if (before != null) {
      metrics.put(name, merged(name, before, metric));
    }
  }

  private static Metric merged(String name, Metric before, Metric metric) {
    try {
      return before.merge(metric);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("metric \"" + name + "\": " + e.getMessage(), e);
    }
  }

  /** Merges every figure of a report. */
  public void addAll(MetricReport report) {
    report.metrics().forEach(this::add);
  }

  /** What was added so far. */
  public MetricReport report() {
    Map<String, Metric> now = new LinkedHashMap<>(metrics);
    ngrams.forEach((name, counts) -> now.put(name, new DistinctMetric(counts)));
    return MetricReport.of(now);
  }

  /** Forgets everything. */
  public void clear() {
    metrics.clear();
    ngrams.clear();
  }
}
