package dev.rookery.runtime.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Metrics of a model with the command that made them.
 *
 * @param command as others can type it
 * @param what was measured, in words
 * @param values by metric
 */
record Figures(String command, String what, Map<String, Double> values) {

  /** Less is what is left of BLEU where replies have a single word. */
  private static final double NOTHING = 1e-8;

  private static final List<String> SHOWN =
      List.of(
          "accuracy",
          "f1",
          "bleu-4",
          "token_acc",
          "valid",
          "unique",
          "novel",
          "nll",
          "ppl",
          "loss",
          "exs");

  /**
   * Reads the report of an evaluation ({@code eval --report}).
   *
   * @param model what the model is called in the command
   * @throws UserException if the file is none
   */
  static Figures ofReport(Path file, String model) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UserException(file + " (--report) can't be read: " + IoReasons.of(e), e);
    }
    if (!json.path("metrics").isObject() || !json.path("arguments").isArray()) {
      throw new UserException(
          file + " (--report) is no report of \"rookery eval … --report FILE\"");
    }
    List<String> arguments = new ArrayList<>();
    json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
    Map<String, Double> values = new LinkedHashMap<>();
    json.path("metrics")
        .properties()
        .forEach(field -> values.put(field.getKey(), field.getValue().asDouble()));
    return new Figures(
        CommandText.ofEvaluation(arguments, model),
        json.path("task").asText() + ", " + json.path("split").asText(),
        values);
  }

  /** The last figures of a run on its validation data, if it has any. */
  static Optional<Figures> ofRun(Path run, String task, String command) {
    Path file = run.resolve(MetricsFile.NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<MetricsRecord> records = new MetricsFile(file).read();
    return records.stream()
        .filter(record -> record.phase().equals("final"))
        .reduce((earlier, later) -> later)
        .or(
            () ->
                records.stream()
                    .filter(record -> record.phase().equals("valid"))
                    .reduce((earlier, later) -> later))
        .map(record -> new Figures(command, task + ", valid", record.values()));
  }

  /** Rows of a Markdown table. */
  String rows() {
    StringBuilder rows = new StringBuilder();
    for (String metric : SHOWN) {
      if (Math.abs(values.getOrDefault(metric, 0.0)) >= NOTHING) {
        rows.append("| ").append(metric).append(" | ").append(text(metric)).append(" |\n");
      }
    }
    return rows.toString();
  }

  /** Four significant digits, as far as other machines can be expected to agree. */
  private String text(String metric) {
    return String.format(Locale.ROOT, metric.equals("exs") ? "%.0f" : "%.4g", values.get(metric));
  }
}
