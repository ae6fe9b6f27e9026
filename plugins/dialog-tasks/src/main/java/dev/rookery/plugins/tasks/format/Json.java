package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** Reads JSON. */
final class Json {

  /** For values among others. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ObjectMapper WHOLE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern CODE = Pattern.compile(" \\(code \\d+[^)]*\\)");
  private static final Pattern SOURCE =
      Pattern.compile(" *(\\([^()]*)?\\[Source: .*?column: \\d+\\]\\)?");

  private Json() {}

  /** The one value on a line. */
  static JsonNode parse(Line line) throws BadLine {
    try {
      return WHOLE.readTree(line.text());
    } catch (JsonProcessingException e) {
      throw new BadLine(line.number(), "is not JSON: " + problem(e));
    }
  }

  /** What is wrong and in which column, without Jackson's notes on its source. */
  static String problem(JsonProcessingException e) {
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return reason(e) + ", column " + column;
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends too early; a bracket, a brace or a quotation mark is not closed";
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return SOURCE.matcher(CODE.matcher(message).replaceAll("")).replaceAll("");
  }

  static String excerpt(JsonNode node) {
    return Turns.excerpt(node.toString());
  }
}
