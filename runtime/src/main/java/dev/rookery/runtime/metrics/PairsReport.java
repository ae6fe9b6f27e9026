package dev.rookery.runtime.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text metrics of a file of replies: JSON lines with {@code text}, the reply, and {@code
 * labels}, the right answers (a list, or one text). Blank lines are skipped.
 *
 * <pre>{@code
 * {"lines": [{"line": 1, "accuracy": 1.0, "f1": 1.0, ...}, ...],
 *  "examples": 2,
 *  "overall": {"exs": 2.0, "accuracy": 0.5, ...}}
 * }</pre>
 *
 * <p>Names are those of {@link TeacherMetrics}. ROUGE, which ParlAI reports as recall, comes with
 * its precision and F1 as well, as {@code rouge_1_p} and {@code rouge_1_f}.
 */
public final class PairsReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final MetricSelection selection;

  /**
   * @param file JSON lines in UTF-8
   */
  public PairsReport(Path file, MetricSelection selection) {
    this.file = file;
    this.selection = selection;
  }

  /**
   * The whole report in memory.
   *
   * @throws UserException if the file cannot be read or a line is wrong; the message names both
   */
  public ObjectNode tree() {
    try (TokenBuffer buffer = new TokenBuffer(JSON, false)) {
      write(buffer);
      return JSON.readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the report while the file is read, so that it never is in memory as a whole. The file is
   * checked first; nothing is written if it is wrong.
   *
   * @throws UserException if the file cannot be read or a line is wrong; the message names both
   */
  public void write(JsonGenerator out) throws IOException {
    check();
    TextMetrics texts = new TextMetrics(selection, TextMetrics.RougeFigures.ALL);
    MetricAccumulator overall = new MetricAccumulator();
    out.writeStartObject();
    out.writeArrayFieldStart("lines");
    int examples = 0;
    try (JsonLines lines = JsonLines.open(file)) {
      for (JsonNode pair = lines.next(); pair != null; pair = lines.next()) {
        MetricReport report = metricsOf(pair, lines, texts);
        overall.addAll(report);
        examples++;
        out.writeStartObject();
        out.writeNumberField("line", lines.number());
        writeValues(report, out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeNumberField("examples", examples);
    out.writeObjectFieldStart("overall");
    out.writeNumberField("exs", examples);
    writeValues(overall.report(), out);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void check() {
    try (JsonLines lines = JsonLines.open(file)) {
      for (JsonNode pair = lines.next(); pair != null; pair = lines.next()) {
        guess(pair, lines);
        answers(pair.path(Message.LABELS), lines);
      }
    }
  }

  private static void writeValues(MetricReport report, JsonGenerator out) throws IOException {
    for (Map.Entry<String, Metric> entry : report.metrics().entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue().value());
    }
  }

  private static MetricReport metricsOf(JsonNode pair, JsonLines lines, TextMetrics texts) {
    NormalizedText guess = NormalizedText.of(guess(pair, lines));
    List<NormalizedText> answers =
        answers(pair.path(Message.LABELS), lines).stream().map(NormalizedText::of).toList();
    return MetricReport.of(texts.of(guess, answers));
  }

  private static String guess(JsonNode pair, JsonLines lines) {
    JsonNode text = pair.path(Message.TEXT);
    if (!text.isTextual()) {
      throw lines.wrong("has no \"text\", the reply to judge");
    }
    return text.asText();
  }

  private static List<String> answers(JsonNode labels, JsonLines lines) {
    List<String> answers = new ArrayList<>();
    for (JsonNode label : labels.isTextual() ? List.of(labels) : labels) {
      if (!label.isTextual()) {
        throw lines.wrong("has a label that is not a text: " + label);
      }
      answers.add(label.asText());
    }
    if (answers.isEmpty()) {
      throw lines.wrong("has no \"labels\", the right answers as a list of texts");
    }
    return answers;
  }
}
