package dev.rookery.runtime.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.runtime.metrics.JsonProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two files of a byte-level BPE, as read.
 *
 * @param tokens from vocab.json, each at the place of its id
 * @param merges from merges.txt, the first one merges first
 */
record BpeFiles(Content vocabulary, Content mergeList, List<String> tokens, List<Merge> merges) {

  /** A file and what it held; kept because it is copied beside a saved dictionary. */
  static final class Content {

    final Path file;
    private final byte[] bytes;

    private Content(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    void write(Path target) throws IOException {
      Files.write(target, bytes);
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Two symbols that become one.
   *
   * @param line in the file, for messages
   */
  record Merge(String first, String second, int line) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static BpeFiles read(Path vocabulary, Path merges) {
    Content vocab = content(vocabulary);
    Content list = content(merges);
    return new BpeFiles(vocab, list, tokens(vocab), merges(list));
  }

  static Content content(Path file) {
    try {
      return new Content(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new UserException("there is no tokenizer file " + file, e);
    } catch (IOException e) {
      throw new UserException("cannot read the tokenizer file " + file + ": " + e, e);
    }
  }

  private static List<String> tokens(Content content) {
    JsonNode root;
    try {
      root = JSON.readTree(content.bytes);
    } catch (JsonProcessingException e) {
      throw new UserException(
          content.file
              + ": line "
              + e.getLocation().getLineNr()
              + ": is not JSON: "
              + JsonProblem.of(e),
          e);
    } catch (IOException e) {
      throw new UserException("cannot read " + content.file + ": " + e, e);
    }
    @Nullable String[] byId = new @Nullable String[root.size()];
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      int id = entry.getValue().asInt(-1);
      if (id < 0 || id >= byId.length || byId[id] != null) {
        throw new UserException(
            content.file
                + ": token \""
                + entry.getKey()
                + "\" has id "
                + entry.getValue()
                + ", but the ids must be 0 to "
                + (byId.length - 1)
                + ", each once");
      }
      byId[id] = entry.getKey();
    }
    List<String> tokens = new ArrayList<>(byId.length);
    for (String token : byId) {
      if (token != null) {
        tokens.add(token);
      }
    }
    return List.copyOf(tokens);
  }

  /** Reads pairs of symbols, one a line; a first line with the version is skipped. */
  static List<Merge> merges(Content content) {
    List<Merge> merges = new ArrayList<>();
    int number = 0;
    for (String raw : content.text().split("\n", -1)) {
      number++;
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      if (line.isBlank() || (number == 1 && line.startsWith("#version"))) {
        continue;
      }
      String[] pair = line.strip().split(" ", -1);
      if (pair.length != 2) {
        throw new UserException(
            content.file
                + ": line "
                + number
                + ": \""
                + line
                + "\" must be two symbols with a space between");
      }
      merges.add(new Merge(pair[0], pair[1], number));
    }
    return List.copyOf(merges);
  }
}
