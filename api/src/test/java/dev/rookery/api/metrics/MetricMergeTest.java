package dev.rookery.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricMergeTest {

  private static final int REPORTS = 40;

  /** Sums are of some forty numbers below 1000, so rounding stays far below this. */
  private static final double ROUNDING = 1e-9;

  static LongStream seeds() {
    Long replayed = Long.getLong("tests.seed");
    return replayed == null ? LongStream.range(0, 50) : LongStream.of(replayed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void groupingDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<MetricReport> reports = new ArrayList<>();
    for (int i = 0; i < REPORTS; i++) {
      reports.add(randomReport(random));
    }
    MetricReport oneByOne = reports.stream().reduce(MetricReport::merge).orElseThrow();
    MetricReport grouped = mergeInGroups(new ArrayList<>(reports), random);
    MetricAccumulator accumulator = new MetricAccumulator();
    reports.forEach(accumulator::addAll);

    assertSame(grouped, oneByOne);
    assertThat(accumulator.report()).isEqualTo(oneByOne);
  }

  /** Merges random neighbours until one report is left. */
  private static MetricReport mergeInGroups(List<MetricReport> reports, Random random) {
    while (reports.size() > 1) {
      int i = random.nextInt(reports.size() - 1);
      reports.set(i, reports.get(i).merge(reports.remove(i + 1)));
    }
    return reports.get(0);
  }

  private static void assertSame(MetricReport actual, MetricReport expected) {
    assertThat(actual.values().keySet()).isEqualTo(expected.values().keySet());
    actual
        .values()
        .forEach(
            (name, value) ->
                assertThat(value)
                    .as(name)
                    .isEqualTo(expected.values().get(name), within(ROUNDING * Math.abs(value))));
  }

  private static MetricReport randomReport(Random random) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    metrics.put("exs", new SumMetric(random.nextInt(100)));
    metrics.put("f1", new AverageMetric(random.nextDouble(), random.nextInt(5)));
    metrics.put("lr", AverageMetric.ofRun(random.nextDouble()));
    metrics.put("ppl", new PerplexityMetric(3 * random.nextDouble(), 1 + random.nextInt(5)));
    metrics.put("total_train_updates", new FixedMetric(77));
    long start = random.nextInt(1000);
    metrics.put("exps", new RateMetric(random.nextInt(9), start, start + random.nextInt(99), true));
    List<String> words = random.ints(5, 0, 30).mapToObj(Integer::toString).toList();
    metrics.put("interdistinct-2", DistinctMetric.of(words, 2));
    String task = "task" + random.nextInt(3);
    metrics.put(
        "accuracy", new MacroAverageMetric(Map.of(task, AverageMetric.of(random.nextDouble()))));
    metrics.keySet().removeIf(name -> random.nextInt(10) == 0 && !name.equals("exs"));
    return MetricReport.of(metrics);
  }

  @Test
  void ratesSpanTheTimeOfAll() {
    RateMetric one = new RateMetric(10, 0, 1_000_000_000, true);
    RateMetric beside = new RateMetric(20, 500_000_000, 2_000_000_000, true);

    assertThat(one.value()).isEqualTo(10);
    assertThat(one.merge(beside).value()).isEqualTo(15);
  }

  @Test
  void fixedFiguresMustAgree() {
    MetricReport report = MetricReport.of(Map.of("updates", new FixedMetric(1)));
    MetricReport other = MetricReport.of(Map.of("updates", new FixedMetric(2)));

    assertThatThrownBy(() -> report.merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("updates");
  }

  @Test
  void kindsDoNotMix() {
    List<Metric> kinds =
        List.of(
            new SumMetric(1),
            new AverageMetric(1, 1),
            AverageMetric.ofRun(1),
            new PerplexityMetric(1, 1),
            new FixedMetric(1),
            new RateMetric(1, 0, 1, true),
            DistinctMetric.of(List.of("a"), 1),
            new MacroAverageMetric(Map.of("task", new AverageMetric(1, 1))));
    for (Metric one : kinds) {
      for (Metric other : kinds) {
        if (one != other) {
          assertThatThrownBy(() -> one.merge(other))
              .as("%s with %s", one, other)
              .isInstanceOf(IllegalArgumentException.class);
          MetricAccumulator accumulator = new MetricAccumulator();
          accumulator.add("name", one);
          assertThatThrownBy(() -> accumulator.add("name", other))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("\"name\"");
        }
      }
    }
  }

  @Test
  void theOrderOfFiguresIsThatOfTheirFirstAppearance() {
    MetricAccumulator accumulator = new MetricAccumulator();
    accumulator.add("b", DistinctMetric.of(List.of("x"), 1));
    accumulator.add("a", new SumMetric(1));
    accumulator.add("b", DistinctMetric.of(List.of("x"), 1));

    assertThat(accumulator.report().values()).hasToString("{b=0.5, a=1.0}");
  }
}
