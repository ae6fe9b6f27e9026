package dev.rookery.runtime.importing.hf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.metrics.JsonProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A GPT-2's tokenizer in the files that transformers wrote before there was {@code tokenizer.json}:
 * {@code vocab.json}, {@code merges.txt} and, if tokens were added, {@code added_tokens.json}.
 *
 * @param folder with the files
 */
record OlderTokenizer(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String ADDED = "added_tokens.json";
  private static final String SPECIAL = "special_tokens_map.json";

  /** What GPT-2's own vocabulary has besides pieces of words, named or not. */
  private static final String END_OF_TEXT = "<|endoftext|>";

  boolean exists() {
    return Files.exists(folder.resolve(VOCABULARY)) && Files.exists(folder.resolve(MERGES));
  }

  /**
   * Writes the same as a {@code tokenizer.json}.
   *
   * @throws UserException if a file can't be read or isn't what its name says
   */
  void writeTo(Path file) {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    Map<String, Integer> vocabulary = ids(VOCABULARY);
    addTokens(root.putArray("added_tokens"), vocabulary);
    root.putNull("normalizer");
    bytes(root.putObject("pre_tokenizer"), prefixSpace());
    root.putNull("post_processor");
    bytes(root.putObject("decoder"), true);
    ObjectNode model = root.putObject("model").put("type", "BPE");
    model.putNull("dropout").putNull("unk_token");
    ObjectNode entries = model.putObject("vocab");
    vocabulary.forEach(entries::put);
    ArrayNode merges = model.putArray("merges");
    for (String line : lines()) {
      if (!line.isEmpty() && !line.startsWith("#version")) {
        merges.add(line);
      }
    }
    try {
      Files.writeString(file, JSON.writeValueAsString(root));
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }

  private void addTokens(ArrayNode tokens, Map<String, Integer> vocabulary) {
    Map<String, Integer> added = new LinkedHashMap<>();
    for (String special : special()) {
      if (vocabulary.containsKey(special)) {
        added.put(special, vocabulary.get(special));
      }
    }
    if (Files.exists(folder.resolve(ADDED))) {
      added.putAll(ids(ADDED));
    }
    added.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            token ->
                tokens
                    .addObject()
                    .put("id", token.getValue())
                    .put("content", token.getKey())
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true));
  }

  /** The tokens that have a role; a role's token is a text, or an object that has it. */
  private Set<String> special() {
    Set<String> special = new LinkedHashSet<>(List.of(END_OF_TEXT));
    if (Files.exists(folder.resolve(SPECIAL))) {
      for (JsonNode role : read(SPECIAL)) {
        for (JsonNode token : role.isArray() ? role : List.of(role)) {
          special.add(token.isTextual() ? token.asText() : token.path("content").asText());
        }
      }
    }
    return special;
  }

  private boolean prefixSpace() {
    String settings = "tokenizer_config.json";
    return Files.exists(folder.resolve(settings))
        && read(settings).path("add_prefix_space").asBoolean();
  }

  private static void bytes(ObjectNode step, boolean prefixSpace) {
    step.put("type", "ByteLevel")
        .put("add_prefix_space", prefixSpace)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private Map<String, Integer> ids(String name) {
    JsonNode root = read(name);
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getValue().isInt()) {
        throw new UserException(
            "%s: the id of \"%s\" is %s, which is no number"
                .formatted(folder.resolve(name), entry.getKey(), entry.getValue()));
      }
      ids.put(entry.getKey(), entry.getValue().asInt());
    }
    if (ids.isEmpty() && name.equals(VOCABULARY)) {
      throw new UserException(folder.resolve(name) + " has no tokens");
    }
    return ids;
  }

  private JsonNode read(String name) {
    Path file = folder.resolve(name);
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UserException(file + " is not JSON: " + JsonProblem.of(e), e);
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private List<String> lines() {
    Path file = folder.resolve(MERGES);
    try {
      return Files.readString(file).lines().toList();
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }
}
