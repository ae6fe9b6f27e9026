package dev.rookery.runtime.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Pattern;

/** Says why a text is not JSON, without the parser's notes on itself. */
public final class JsonProblem {

  private static final Pattern CODE = Pattern.compile(" \\(code \\d+[^)]*\\)");
  private static final Pattern SOURCE =
      Pattern.compile(" *(\\([^()]*)?\\[Source: .*?column: \\d+\\]\\)?");

  private JsonProblem() {}

  /** The reason and the column, from 1, for a text of one line. */
  public static String of(JsonProcessingException e) {
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return reason(e) + (column > 0 ? ", column " + column : "");
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends too early; a bracket, a brace or a quotation mark is not closed";
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return SOURCE.matcher(CODE.matcher(message).replaceAll("")).replaceAll("");
  }
}
