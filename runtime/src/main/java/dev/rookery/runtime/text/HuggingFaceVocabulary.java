package dev.rookery.runtime.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the tokens and their ids from a tokenizer.json. */
final class HuggingFaceVocabulary {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HuggingFaceVocabulary() {}

  /**
   * The tokens by id. An id that the file skips gets a token that no text gives.
   *
   * @throws UserException if the file isn't JSON or has no vocabulary
   */
  static List<String> read(BpeFiles.Content content) {
    JsonNode root;
    try {
      root = JSON.readTree(content.text());
    } catch (IOException e) {
      throw new UserException(content.file + " is not JSON: " + e.getMessage(), e);
    }
    Map<Integer, String> byId = new TreeMap<>();
    JsonNode vocab = root.path("model").path("vocab");
    if (vocab.isObject()) {
      vocab.properties().forEach(entry -> byId.put(entry.getValue().asInt(), entry.getKey()));
    } else {
      // Unigram models have a list of tokens with their scores.
      for (int i = 0; i < vocab.size(); i++) {
        byId.put(i, vocab.get(i).path(0).asText());
      }
    }
    for (JsonNode added : root.path("added_tokens")) {
      byId.put(added.path("id").asInt(), added.path("content").asText());
    }
    if (byId.isEmpty()) {
      throw new UserException(
          content.file + " has no vocabulary at model.vocab; is it a Hugging Face tokenizer.json?");
    }
    int last = byId.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<String> tokens = new ArrayList<>(last + 1);
    for (int id = 0; id <= last; id++) {
      tokens.add(byId.getOrDefault(id, "\u0000unused " + id));
    }
    return List.copyOf(tokens);
  }
}
