package dev.rookery.runtime.report;

import dev.rookery.runtime.tracking.MetricsRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts the records of a run into curves. */
final class Curves {

  /** What researchers look at first, in this order. */
  private static final List<String> FIRST =
      List.of(
          "loss",
          "ppl",
          "token_acc",
          "accuracy",
          "f1",
          "bleu-4",
          "hits@1",
          "reward",
          "score",
          "score_best",
          "score_top100",
          "valid",
          "unique",
          "lr");

  private static final List<String> PHASES = List.of("train", "valid", "test");

  /**
   * The curves of one metric.
   *
   * @param curves one a phase, none empty
   */
  record OfMetric(String metric, List<Curve> curves) {

    boolean isFirst() {
      return FIRST.contains(metric);
    }
  }

  private Curves() {}

  /**
   * All metrics over all tasks, the most important first; those of single tasks, and what never
   * changes, are left out.
   */
  static List<OfMetric> of(List<MetricsRecord> history) {
    Map<String, Map<String, List<Curve.Point>>> points = new LinkedHashMap<>();
    for (MetricsRecord each : history) {
      if (each.phase().equals("final")) {
        continue; // one point, of the best weights, on other examples than those of "valid"
      }
      each.values()
          .forEach(
              (name, value) -> {
                if (!name.contains("/")) {
                  points
                      .computeIfAbsent(name, unused -> new LinkedHashMap<>())
                      .computeIfAbsent(each.phase(), unused -> new ArrayList<>())
                      .add(Curve.Point.of(each.update(), value));
                }
              });
    }
    List<OfMetric> all = new ArrayList<>();
    points.forEach((metric, byPhase) -> all.add(new OfMetric(metric, curves(byPhase))));
    all.removeIf(each -> each.curves().isEmpty() || isTrivial(each));
    all.sort(
        Comparator.comparingInt((OfMetric each) -> place(FIRST, each.metric()))
            .thenComparing(OfMetric::metric));
    return all;
  }

  private static List<Curve> curves(Map<String, List<Curve.Point>> byPhase) {
    List<Curve> curves = new ArrayList<>();
    byPhase.forEach(
        (phase, points) -> {
          List<Curve.Point> finite = new ArrayList<>(points);
          finite.removeIf(point -> !Double.isFinite(point.value()));
          finite.sort(Comparator.comparingLong(Curve.Point::update));
          if (!finite.isEmpty()) {
            curves.add(new Curve(phase, List.copyOf(finite), points.size() - finite.size()));
          }
        });
    curves.sort(
        Comparator.comparingInt((Curve curve) -> place(PHASES, curve.phase()))
            .thenComparing(Curve::phase));
    return List.copyOf(curves);
  }

  private static int place(List<String> order, String name) {
    int place = order.indexOf(name);
    return place < 0 ? order.size() : place;
  }

  /** Counters, and a lesser metric that is always the same. */
  private static boolean isTrivial(OfMetric each) {
    if (each.metric().equals("exs") || each.metric().startsWith("total_")) {
      return true;
    }
    long values =
        each.curves().stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Curve.Point::value)
            .distinct()
            .count();
    return values < 2 && !each.isFirst();
  }
}
