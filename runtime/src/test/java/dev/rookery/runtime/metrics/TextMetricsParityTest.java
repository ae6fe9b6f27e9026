package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.AverageMetric;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("parity")
class TextMetricsParityTest {

  private static final String FILE = "metrics.json";
  private static final Pattern METRIC =
      Pattern.compile("AverageMetric\\(([-0-9.e]+)(?:, *([-0-9.e]+))?\\)");

  @TestFactory
  Stream<DynamicTest> pairs() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Golden.numbered(golden.path("pairs"))
                .map(
                    entry ->
                        dynamicTest(
                            "pair " + entry.getKey() + ": " + entry.getValue().path("guess"),
                            () -> checkPair(entry.getValue()))));
  }

  private static void checkPair(JsonNode pair) {
    Map<String, Double> actual = new TreeMap<>(evaluate(pair, new TeacherMetrics(all())));
    Golden.assertSame("exact_match", actual.get("accuracy"), pair.path("exact_match"));
    pair.fieldNames()
        .forEachRemaining(
            name -> {
              if (actual.containsKey(name)) {
                Golden.assertSame(name, actual.get(name), pair.path(name));
              }
            });
    NormalizedText guess = NormalizedText.of(pair.path("guess").asText());
    List<NormalizedText> answers =
        Golden.texts(pair.path("answers")).stream().map(NormalizedText::of).toList();
    Rouge.Scores rouge = new Rouge().scores(guess, answers);
    List<WordOverlap> scores = List.of(rouge.rouge1(), rouge.rouge2(), rouge.rougeL());
    for (int i = 0; i < scores.size(); i++) {
      Golden.assertSame("recall " + i, scores.get(i).recall(), pair.path("rouge_r").path(i));
      Golden.assertSame("f1 " + i, scores.get(i).f1(), pair.path("rouge_f").path(i));
      Golden.assertSame("precision " + i, scores.get(i).precision(), pair.path("rouge_p").path(i));
    }
  }

  private static MetricSelection all() {
    return MetricSelection.of(List.of("all"));
  }

  private static Map<String, Double> evaluate(JsonNode pair, TeacherMetrics metrics) {
    Message reply = Message.ofText(pair.path("guess").asText());
    return metrics.evaluate(Golden.texts(pair.path("answers")), reply).values();
  }

  @TestFactory
  Stream<DynamicTest> normalizedAnswers() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Golden.numbered(golden.path("normalize_answer"))
                .map(
                    entry ->
                        dynamicTest(
                            "normalize " + entry.getKey() + ": " + entry.getValue().path("text"),
                            () ->
                                assertThat(
                                        NormalizedText.of(entry.getValue().path("text").asText())
                                            .text())
                                    .isEqualTo(entry.getValue().path("normalized").asText()))));
  }

  @TestFactory
  Stream<DynamicTest> totalsOfAllPairs() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Stream.of(
                dynamicTest("totals", () -> checkTotals(golden)),
                dynamicTest("inter-distinct", () -> checkInterDistinct(golden))));
  }

  private static Map<String, Double> totals(JsonNode golden) {
    TeacherMetrics metrics = new TeacherMetrics(all());
    golden.path("pairs").forEach(pair -> evaluate(pair, metrics));
    return metrics.report().values();
  }

  private static void checkTotals(JsonNode golden) {
    Golden.assertSame(totals(golden), golden.path("teacher_metrics_all_pairs"));
  }

  private static void checkInterDistinct(JsonNode golden) {
    Map<String, Double> totals = totals(golden);
    golden
        .path("interdistinct_over_all_guesses")
        .properties()
        .forEach(
            entry ->
                Golden.assertSame(
                    "order " + entry.getKey(),
                    totals.get("interdistinct-" + entry.getKey()),
                    entry.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> rankings() throws IOException {
    return Golden.tests(
        FILE,
        golden -> {
          JsonNode examples = golden.path("ranking").path("examples");
          TeacherMetrics all = new TeacherMetrics(MetricSelection.byDefault());
          Stream<DynamicTest> each =
              Golden.numbered(examples)
                  .map(
                      entry ->
                          dynamicTest(
                              "ranking " + entry.getKey(),
                              () ->
                                  Golden.assertSame(
                                      rank(
                                          entry.getValue(),
                                          new TeacherMetrics(MetricSelection.byDefault())),
                                      entry.getValue().path("recent"))));
          DynamicTest total =
              dynamicTest(
                  "ranking, all together",
                  () -> {
                    examples.forEach(example -> rank(example, all));
                    Golden.assertSame(all.report().values(), golden.path("ranking").path("report"));
                  });
          return Stream.concat(each, Stream.of(total));
        });
  }

  private static Map<String, Double> rank(JsonNode example, TeacherMetrics metrics) {
    List<String> ranking = Golden.texts(example.path("text_candidates"));
    Message reply = Message.ofText(ranking.get(0)).with(Message.TEXT_CANDIDATES, ranking);
    return metrics.evaluate(Golden.texts(example.path("labels")), reply).values();
  }

  @TestFactory
  Stream<DynamicTest> selections() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            golden.path("metrics_list").properties().stream()
                .map(
                    entry ->
                        dynamicTest(
                            "metrics = " + entry.getKey(),
                            () ->
                                assertThat(
                                        MetricSelection.of(List.of(entry.getKey().split(",")))
                                            .names())
                                    .containsExactlyInAnyOrderElementsOf(
                                        Golden.texts(entry.getValue())))));
  }

  @TestFactory
  Stream<DynamicTest> metricsOfTheAgent() throws IOException {
    return Golden.tests(
        FILE,
        golden ->
            Stream.of(
                dynamicTest(
                    "user metrics",
                    () -> {
                      TeacherMetrics metrics = new TeacherMetrics(MetricSelection.byDefault());
                      golden
                          .path("user_metrics")
                          .path("given")
                          .forEach(
                              given ->
                                  metrics.evaluate(
                                      Golden.texts(given.path("labels")), reply(given)));
                      Golden.assertSame(
                          metrics.report().values(), golden.path("user_metrics").path("report"));
                    })));
  }

  private static Message reply(JsonNode given) {
    Map<String, Object> own = new LinkedHashMap<>();
    given
        .path("metrics")
        .properties()
        .forEach(entry -> own.put(entry.getKey(), ownMetric(entry.getValue())));
    return Message.ofText(given.path("text").asText()).with(TeacherMetrics.METRICS, own);
  }

  private static Object ownMetric(JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    Matcher metric = METRIC.matcher(value.asText());
    assertThat(metric.matches()).as(value.asText()).isTrue();
    double denominator = metric.group(2) == null ? 1 : Double.parseDouble(metric.group(2));
    return new AverageMetric(Double.parseDouble(metric.group(1)), denominator);
  }
}
