package dev.rookery.api.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures by name, in the order in which they came. Immutable. */
public final class MetricReport {

  private static final MetricReport EMPTY = new MetricReport(Map.of());

  private final Map<String, Metric> metrics;

  private MetricReport(Map<String, Metric> metrics) {
    this.metrics = metrics;
  }

  /** A report without any figure. */
  public static MetricReport empty() {
    return EMPTY;
  }

  /** A report with these figures, in this order. */
  public static MetricReport of(Map<String, ? extends Metric> metrics) {
    return new MetricReport(Collections.unmodifiableMap(new LinkedHashMap<>(metrics)));
  }

  /** This report with one more figure; one of the same name is replaced. */
  public MetricReport with(String name, Metric metric) {
    Map<String, Metric> copy = new LinkedHashMap<>(metrics);
    copy.put(name, metric);
    return new MetricReport(Collections.unmodifiableMap(copy));
  }

  /**
   * Both reports as one: figures of the same name are merged, the others taken over.
   *
   * @throws IllegalArgumentException if two figures of one name cannot be merged; the message names
   *     it
   */
  public MetricReport merge(MetricReport other) {
    MetricAccumulator sum = new MetricAccumulator();
    sum.addAll(this);
    sum.addAll(other);
    return sum.report();
  }

  /** The figures, in order. */
  public Map<String, Metric> metrics() {
    return metrics;
  }

  public Optional<Metric> find(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  /** The value of one figure, if it is there. */
  public OptionalDouble value(String name) {
    Metric metric = metrics.get(name);
    return metric == null ? OptionalDouble.empty() : OptionalDouble.of(metric.value());
  }

  /** All values, in order; a value may be NaN or infinite. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.value()));
    return Collections.unmodifiableMap(values);
  }

  public boolean isEmpty() {
    return metrics.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetricReport report && metrics.equals(report.metrics);
  }

  @Override
  public int hashCode() {
    return metrics.hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
