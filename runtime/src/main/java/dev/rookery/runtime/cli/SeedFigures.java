package dev.rookery.runtime.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What runs have reached that differ in their seed alone: each figure with its mean and its
 * standard deviation (of a sample: by n - 1).
 */
final class SeedFigures {

  private static final String MISSING = "-";

  private final Map<Long, Map<String, Double>> bySeed;
  private final TreeSet<String> names = new TreeSet<>();

  /** Compares the figures of each seed by their names. */
  SeedFigures(Map<Long, Map<String, Double>> bySeed) {
    this.bySeed = new LinkedHashMap<>(bySeed);
    bySeed.values().forEach(figures -> names.addAll(figures.keySet()));
  }

  /** What stands above {@link #rows}. */
  List<String> columns() {
    List<String> columns = new ArrayList<>();
    bySeed.keySet().forEach(seed -> columns.add("seed " + seed));
    columns.addAll(List.of("mean", "sd"));
    return columns;
  }

  /** How many seeds are compared. */
  int seeds() {
    return bySeed.size();
  }

  /** The mean of each figure by its name. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    names.forEach(name -> means.put(name, mean(name)));
    return means;
  }

  /** One row for each figure, for people. */
  Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String name : names) {
      List<String> row = new ArrayList<>();
      values(name).forEach(value -> row.add(shown(value)));
      row.add(shown(mean(name)));
      row.add(shown(deviation(name)));
      rows.put(name, row);
    }
    return rows;
  }

  /** The same for programs; null where a run lacks a figure. */
  Map<String, Object> asMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String name : names) {
      Map<String, @Nullable Object> figure = new LinkedHashMap<>();
      figure.put("values", values(name));
      figure.put("mean", mean(name));
      figure.put("sd", deviation(name));
      figures.put(name, figure);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seeds", List.copyOf(bySeed.keySet()));
    map.put("figures", figures);
    return map;
  }

  private List<@Nullable Double> values(String name) {
    List<@Nullable Double> values = new ArrayList<>();
    bySeed.values().forEach(figures -> values.add(figures.get(name)));
    return values;
  }

  private DoubleStream known(String name) {
    return bySeed.values().stream()
        .map(figures -> figures.get(name))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }

  private double mean(String name) {
    return known(name).average().orElseThrow();
  }

  private @Nullable Double deviation(String name) {
    long count = known(name).count();
    double mean = mean(name);
    return count < 2
        ? null
        : Math.sqrt(known(name).map(value -> (value - mean) * (value - mean)).sum() / (count - 1));
  }

  private static String shown(@Nullable Double value) {
    return value == null ? MISSING : Figures.shown(value);
  }
}
