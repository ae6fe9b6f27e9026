package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Reads a file that is one JSON array, element by element, so that it need not fit in memory. */
final class JsonArrayCursor implements EpisodeCursor {

  private final Path file;
  private final JsonParser json;
  private final JsonValueParser values;
  private final ProblemSink problems;
  private final Queue<Episode> complete = new ArrayDeque<>();
  private boolean started;
  private boolean ended;

  JsonArrayCursor(Path file, JsonValueParser values, ProblemSink problems) {
    this.file = file;
    this.values = values;
    this.problems = problems;
    try {
      this.json =
          Json.MAPPER.createParser(
              new LineChars(new LineReader(file, CarriageReturn.BEFORE_LINE_FEED)));
    } catch (IOException e) {
      throw new UserException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Episode> next() {
    while (complete.isEmpty() && !ended) {
      try {
        element();
      } catch (BadLine bad) {
        problems.add(bad);
      } catch (JsonEOFException e) {
        ended = true;
        problems.add(new BadLine(line(), "the file ends within what starts here; is it complete?"));
      } catch (JsonProcessingException e) {
        ended = true;
        problems.add(new BadLine(lineOf(e), "is not JSON: " + Json.problem(e)));
      } catch (LineChars.NotUtf8 e) {
        ended = true;
        problems.add(e.bad());
      } catch (IOException e) {
        throw new UserException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return Optional.ofNullable(complete.poll());
  }

  private void element() throws IOException, BadLine {
    if (!started) {
      started = true;
      json.nextToken(); // the bracket that opens the array
    }
    JsonToken token = json.nextToken();
    if (token == JsonToken.END_ARRAY) {
      ended = true;
      values.end(complete::add);
      if (json.nextToken() != null) {
        throw new BadLine(
            line(),
            "something follows the array; a file that begins with [ is one array, and with one"
                + " value a line an episode is {\"messages\": [...]}");
      }
      return;
    }
    long line = line();
    JsonNode value = Json.MAPPER.readTree(json);
    values.value(line, value, complete::add);
  }

  private long lineOf(JsonProcessingException e) {
    return e.getLocation() == null ? line() : e.getLocation().getLineNr();
  }

  private long line() {
    return json.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
