package dev.rookery.runtime.learning.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The content of a checkpoint's {@code state.json}.
 *
 * @param update number of weight updates so far
 * @param best update of the best checkpoint so far, if one was called best
 * @param files every other file of the checkpoint, by path relative to it
 * @param state of the training, as the caller likes
 */
record CheckpointManifest(
    long update, OptionalLong best, Map<String, FileFingerprint> files, ObjectNode state) {

  static final String FILE = "state.json";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  byte[] toJson() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("update", update);
    best.ifPresent(number -> json.put("best", number));
    ObjectNode listing = json.putObject("files");
    new TreeMap<>(files)
        .forEach(
            (name, print) ->
                listing.putObject(name).put("bytes", print.bytes()).put("sha256", print.sha256()));
    json.set("state", state);
    return JSON.writeValueAsBytes(json);
  }

  /**
   * Reads the manifest of a checkpoint.
   *
   * @throws IOException if there is none or it is not whole
   */
  static CheckpointManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(FILE + " is missing");
    }
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(FILE + " is not whole", e);
    }
    if (!json.path("files").isObject() || !(json.path("state") instanceof ObjectNode state)) {
      throw new IOException(FILE + " is not whole");
    }
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException(
          FILE + " has format " + json.path("format") + ", this version reads format " + FORMAT);
    }
    Map<String, FileFingerprint> files = new TreeMap<>();
    json.path("files")
        .properties()
        .forEach(
            field ->
                files.put(
                    field.getKey(),
                    new FileFingerprint(
                        field.getValue().path("bytes").asLong(),
                        field.getValue().path("sha256").asText())));
    OptionalLong best =
        json.has("best") ? OptionalLong.of(json.get("best").asLong()) : OptionalLong.empty();
    return new CheckpointManifest(json.path("update").asLong(), best, files, state);
  }

  /**
   * Compares the files of a checkpoint with what was written.
   *
   * @throws IOException if one is missing or differs; says which and how
   */
  void verify(Path folder) throws IOException {
    for (Map.Entry<String, FileFingerprint> entry : files.entrySet()) {
      Path file = folder.resolve(entry.getKey()).normalize();
      if (!file.startsWith(folder.normalize())) {
        throw new IOException(FILE + " names a file outside the checkpoint: " + entry.getKey());
      }
      entry.getValue().verify(file);
    }
  }
}
