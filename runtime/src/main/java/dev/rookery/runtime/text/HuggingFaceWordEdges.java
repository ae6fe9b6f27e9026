package dev.rookery.runtime.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Where words begin and end among the tokens of a tokenizer.json, as its decoder and its
 * pre-tokenizer tell: WordPiece marks pieces that go on with a word, byte-level BPE and
 * SentencePiece those that begin one, the older BPE those that end one.
 */
final class HuggingFaceWordEdges {

  private enum Mark {
    NONE,
    CONTINUES,
    BEGINS,
    ENDS
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mark mark;
  private final String sign;
  private final Set<String> added;

  private HuggingFaceWordEdges(Mark mark, String sign, Set<String> added) {
    this.mark = mark;
    this.sign = sign;
    this.added = added;
  }

  /** Reads the edges from a file that holds JSON. */
  static HuggingFaceWordEdges read(BpeFiles.Content content) {
    JsonNode root;
    try {
      root = JSON.readTree(content.text());
    } catch (IOException e) {
      throw new UserException(content.file + " is not JSON: " + e.getMessage(), e);
    }
    Set<String> added = new HashSet<>();
    root.path("added_tokens").forEach(token -> added.add(token.path("content").asText()));
    if (root.path("model").path("type").asText().equals("WordPiece")) {
      String prefix = root.path("model").path("continuing_subword_prefix").asText("##");
      return new HuggingFaceWordEdges(Mark.CONTINUES, prefix, added);
    }
    if (root.findValuesAsText("type").contains("ByteLevel")) {
      return new HuggingFaceWordEdges(Mark.BEGINS, "\u0120", added);
    }
    String suffix = root.path("model").path("end_of_word_suffix").asText("");
    if (!suffix.isEmpty() && !suffix.equals("null")) {
      return new HuggingFaceWordEdges(Mark.ENDS, suffix, added);
    }
    boolean sentencePiece =
        root.findValuesAsText("type").contains("Metaspace")
            || content.text().contains("\"\u2581\"");
    return sentencePiece
        ? new HuggingFaceWordEdges(Mark.BEGINS, "\u2581", added)
        : new HuggingFaceWordEdges(Mark.NONE, "", added);
  }

  /** See {@link dev.rookery.api.text.Tokenizer#continuesWord}. */
  boolean continuesWord(String token) {
    return switch (mark) {
      case CONTINUES -> token.startsWith(sign);
      case BEGINS -> !token.startsWith(sign) && !added.contains(token);
      case NONE, ENDS -> false;
    };
  }

  /** See {@link dev.rookery.api.text.Tokenizer#leavesWordOpen}. */
  boolean leavesWordOpen(String token) {
    return mark == Mark.ENDS && !token.endsWith(sign) && !added.contains(token);
  }
}
