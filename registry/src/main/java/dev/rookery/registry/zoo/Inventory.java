package dev.rookery.registry.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.registry.download.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a pulled folder was made of, written into it when it was whole. Tells a folder that was
 * changed since.
 *
 * @param name of the model
 * @param source where it came from
 * @param files by path
 */
record Inventory(String name, String source, Map<String, Entry> files) {

  static final String FILE = ".rookery-zoo.json";

  /** Beyond this size a file's content is compared only where it is asked for. */
  private static final long QUICK = 16L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One file.
   *
   * @param bytes length
   * @param sha256 in lower-case hexadecimal
   */
  record Entry(long bytes, String sha256) {}

  /** Of all files in a folder. */
  static Inventory of(String name, String source, Path folder) throws IOException {
    Map<String, Entry> files = new TreeMap<>();
    for (String file : namesIn(folder)) {
      Path path = folder.resolve(file);
      files.put(file, new Entry(Files.size(path), Checksum.Kind.SHA_256.of(path)));
    }
    return new Inventory(name, source, files);
  }

  /** The one that a folder has. */
  static Optional<Inventory> read(Path folder) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
      Map<String, Entry> files = new TreeMap<>();
      json.path("files")
          .properties()
          .forEach(
              field ->
                  files.put(
                      field.getKey(),
                      new Entry(
                          field.getValue().path("bytes").asLong(),
                          field.getValue().path("sha256").asText())));
      return json.path("files").isObject()
          ? Optional.of(
              new Inventory(json.path("name").asText(), json.path("source").asText(), files))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void write(Path folder) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", name);
    json.put("source", source);
    ObjectNode listing = json.putObject("files");
    files.forEach(
        (file, entry) ->
            listing.putObject(file).put("bytes", entry.bytes()).put("sha256", entry.sha256()));
    Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(json));
  }

  /**
   * What is not as it was: paths with what is wrong with each.
   *
   * @param thorough whether the content of large files is read too
   */
  List<String> problems(Path folder, boolean thorough) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Entry> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Entry entry = each.getValue();
      if (!Files.isRegularFile(file)) {
        problems.add(each.getKey() + " is missing");
      } else if (Files.size(file) != entry.bytes()) {
        problems.add(
            "%s has %d bytes instead of %d"
                .formatted(each.getKey(), Files.size(file), entry.bytes()));
      } else if ((thorough || entry.bytes() <= QUICK)
          && !Checksum.Kind.SHA_256.of(file).equals(entry.sha256())) {
        problems.add(each.getKey() + " was changed or damaged (its SHA-256 differs)");
      }
    }
    for (String file : namesIn(folder)) {
      if (!files.containsKey(file)) {
        problems.add(file + " was added");
      }
    }
    return problems;
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals(FILE))
          .sorted()
          .toList();
    }
  }
}
