package dev.rookery.runtime.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.runtime.metrics.JsonLines;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of {@code metrics.jsonl}.
 *
 * <pre>{@code
 * {"phase": "valid", "update": 500, "time": "2026-01-31T12:00:00Z", "values": {"ppl": 31.2}}
 * }</pre>
 *
 * @param phase {@code train}, {@code valid} or {@code test}
 * @param update number of weight updates so far
 * @param time when it was recorded
 * @param values by metric name, in order; NaN and infinities are texts in the file
 */
public record MetricsRecord(String phase, long update, Instant time, Map<String, Double> values) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public MetricsRecord {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  String toJson() {
    ObjectNode line = JSON.createObjectNode();
    line.put("phase", phase).put("update", update).put("time", time.toString());
    ObjectNode figures = line.putObject("values");
    values.forEach(figures::put);
    return line.toString();
  }

  static MetricsRecord fromJson(JsonNode line, JsonLines lines) {
    if (!line.path("phase").isTextual()
        || !line.path("update").isIntegralNumber()
        || !line.path("time").isTextual()
        || !line.path("values").isObject()) {
      throw lines.wrong("is not a record with phase, update, time and values");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    line.path("values")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), number(entry.getValue(), lines)));
    try {
      Instant time = Instant.parse(line.path("time").asText());
      return new MetricsRecord(
          line.path("phase").asText(), line.path("update").asLong(), time, values);
    } catch (DateTimeParseException e) {
      throw lines.wrong("has a time that is not ISO 8601: " + line.path("time"));
    }
  }

  private static double number(JsonNode value, JsonLines lines) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    return switch (value.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw lines.wrong("has a value that is not a number: " + value);
    };
  }
}
