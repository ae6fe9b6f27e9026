package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON. */
final class Json {

  /** For values among others. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ObjectMapper WHOLE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** The one value on a line. */
  static JsonNode parse(Line line) throws BadLine {
    try {
      return WHOLE.readTree(line.text());
    } catch (JsonProcessingException e) {
      throw new BadLine(line.number(), "is not JSON: " + problem(e));
    }
  }

  /** What is wrong and in which column, without Jackson's note on its source. */
  static String problem(JsonProcessingException e) {
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return e.getOriginalMessage().lines().findFirst().orElse("") + ", column " + column;
  }

  static String excerpt(JsonNode node) {
    return Turns.excerpt(node.toString());
  }
}
