package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.DistinctMetric;
import dev.rookery.api.metrics.FixedMetric;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.PerplexityMetric;
import dev.rookery.api.metrics.SumMetric;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("parity")
class AggregationParityTest {

  private static final String FILE = "aggregation.json";

  @TestFactory
  Stream<DynamicTest> sums() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Golden.numbered(golden.path("add"))
                .map(
                    entry ->
                        dynamicTest("sum " + entry.getKey(), () -> checkSum(entry.getValue()))));
  }

  private static void checkSum(JsonNode sum) {
    MetricReport report = MetricReport.empty();
    for (JsonNode pair : sum.path("numer_denom")) {
      double numerator = pair.path(0).asDouble();
      double denominator = pair.path(1).asDouble();
      report =
          report.merge(
              MetricReport.of(
                  Map.of(
                      "average", new AverageMetric(numerator, denominator),
                      "ppl", new PerplexityMetric(numerator, denominator),
                      "sum_of_numerators", new SumMetric(numerator))));
    }
    for (String name : report.values().keySet()) {
      assertThat(sum.has(name)).as(name).isTrue();
      Golden.assertSame(name, report.values().get(name), sum.path(name));
    }
  }

  @TestFactory
  Stream<DynamicTest> tasks() throws IOException {
    return Golden.tests(
        FILE,
        golden -> {
          JsonNode named = golden.path("named_reports");
          Map<String, MetricReport> inputs = inputs(named.path("inputs"));
          MetricReport single = inputs.values().iterator().next();
          return Stream.of(
              dynamicTest(
                  "macro average",
                  () -> assertReport(TaskAggregation.MACRO.aggregate(inputs), named.path("macro"))),
              dynamicTest(
                  "micro average",
                  () -> assertReport(TaskAggregation.MICRO.aggregate(inputs), named.path("micro"))),
              dynamicTest(
                  "one task",
                  () ->
                      assertReport(
                          TaskAggregation.MACRO.aggregate(Map.of("any", single)),
                          named.path("single"))),
              dynamicTest(
                  "unnamed",
                  () ->
                      assertReport(
                          inputs.values().stream().reduce(MetricReport::merge).orElseThrow(),
                          golden.path("unnamed_reports"))),
              dynamicTest(
                  "table of one task",
                  () ->
                      assertThat(NiceReport.format(shown(single.values())))
                          .isEqualTo(golden.path("nice_report_one_task").asText())),
              dynamicTest(
                  "table of many tasks",
                  () ->
                      assertThat(NiceReport.format(TaskAggregation.MACRO.aggregate(inputs)))
                          .isEqualTo(golden.path("nice_report_many_tasks").asText())));
        });
  }

  /** The table of one task in the file shows five of its figures. */
  private static MetricReport shown(Map<String, Double> values) {
    Map<String, Metric> shown = new LinkedHashMap<>();
    for (String name : List.of("exs", "f1", "loss", "ppl", "lr")) {
      shown.put(name, new FixedMetric(values.get(name)));
    }
    return MetricReport.of(shown);
  }

  private static void assertReport(MetricReport actual, JsonNode expected) {
    Golden.assertSame(actual.values(), expected);
  }

  private static Map<String, MetricReport> inputs(JsonNode inputs) {
    Map<String, MetricReport> reports = new LinkedHashMap<>();
    inputs.properties().forEach(entry -> reports.put(entry.getKey(), report(entry.getValue())));
    return reports;
  }

  private static MetricReport report(JsonNode task) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    task.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              String name = entry.getKey().replaceAll(" (\\(.*|counts)$", "");
              double first = value.path(0).asDouble();
              double second = value.path(1).asDouble();
              switch (name) {
                case "exs" -> metrics.put(name, new SumMetric(value.asDouble()));
                case "loss and ppl" -> {
                  metrics.put("loss", new AverageMetric(first, second));
                  metrics.put("ppl", new PerplexityMetric(first, second));
                }
                case "lr" -> metrics.put(name, AverageMetric.ofRun(value.asDouble()));
                case "total_train_updates" -> metrics.put(name, new FixedMetric(value.asDouble()));
                default ->
                    metrics.put(
                        name, value.isObject() ? counts(value) : new AverageMetric(first, second));
              }
            });
    return MetricReport.of(metrics);
  }

  private static DistinctMetric counts(JsonNode value) {
    Map<String, Long> counts = new LinkedHashMap<>();
    value.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
    return new DistinctMetric(counts);
  }

  @TestFactory
  Stream<DynamicTest> numbers() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Golden.numbered(golden.path("float_formatter"))
                .map(
                    entry ->
                        dynamicTest(
                            "format " + entry.getKey() + ": " + entry.getValue().path(0),
                            () -> checkFormat(entry.getValue()))));
  }

  private static void checkFormat(JsonNode numberAndText) {
    JsonNode number = numberAndText.path(0);
    String text =
        number.isIntegralNumber()
            ? NumberFormat.format(number.asLong())
            : NumberFormat.format(Golden.number(number));
    assertThat(text).isEqualTo(numberAndText.path(1).asText());
  }
}
