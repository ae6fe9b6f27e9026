package dev.rookery.registry.zoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.registry.download.Checksum;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code metadata.json} of DJL's layout. Beside DJL's fields each file needs {@code size}
 * and {@code sha256}, and may have {@code sources} and {@code unpackedSize}; each artifact may name
 * a {@code card}.
 */
final class MetadataReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME_PART =
      Pattern.compile("(.+?)(\\.tar\\.gz|\\.tgz|\\.zip|\\.gz)?");

  private final URI address;
  private final String place;
  private final String index;

  /**
   * Creates a reader of one file.
   *
   * @param address of the file, against which addresses in it are resolved
   * @param index that it belongs to
   */
  MetadataReader(URI address, String index) {
    this.address = address;
    place = "file".equals(address.getScheme()) ? Path.of(address).toString() : address.toString();
    this.index = index;
  }

  /** Parses JSON, or says where it is none. */
  static JsonNode parse(byte[] json, String place) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is not JSON (line %d, column %d): %s"
              .formatted(
                  place,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UserException(place + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads all models.
   *
   * @throws UserException if it is not JSON, or a field is missing or wrong; says which
   */
  List<ZooModel> read(byte[] json) {
    JsonNode root = parse(json, place);
    if (!root.isObject()) {
      throw wrong("", "is no metadata of models: it is not a JSON object");
    }
    String group = words(root, "groupId");
    String artifact = words(root, "artifactId");
    JsonNode artifacts = root.path("artifacts");
    if (!artifacts.isArray()) {
      throw wrong("artifacts", artifacts.isMissingNode() ? "is missing" : "is no list");
    }
    List<ZooModel> models = new ArrayList<>();
    for (int i = 0; i < artifacts.size(); i++) {
      JsonNode each = artifacts.get(i);
      String at = "artifacts[" + i + "].";
      String version = text(each, at, "version");
      if (!ZooName.isVersion(version)) {
        throw wrong(at + "version", "must be three numbers such as 1.0.0, not \"" + version + "\"");
      }
      models.add(
          new ZooModel(
              group,
              artifact,
              version,
              root.path("name").asText(artifact),
              licenses(root.path("licenses")),
              properties(each.path("properties")),
              files(each.path("files"), at + "files"),
              each.hasNonNull("card")
                  ? Optional.of(resolved(each.get("card").asText(), at + "card"))
                  : Optional.empty(),
              index));
    }
    return models;
  }

  private String words(JsonNode root, String field) {
    String text = text(root, "", field);
    if (!ZooName.isWords(text)) {
      throw wrong(field, "must be small letters, digits, dots and dashes, not \"" + text + "\"");
    }
    return text;
  }

  private static List<String> licenses(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (JsonNode license : node) {
      names.add(license.path("name").asText(license.path("url").asText("?")));
    }
    return names;
  }

  private static Map<String, String> properties(JsonNode node) {
    Map<String, String> properties = new LinkedHashMap<>();
    node.properties().forEach(field -> properties.put(field.getKey(), field.getValue().asText()));
    return properties;
  }

  private List<ZooFile> files(JsonNode node, String at) {
    if (!node.isObject() || node.isEmpty()) {
      throw wrong(at, node.isMissingNode() ? "is missing" : "names no file");
    }
    List<ZooFile> files = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      files.add(file(field.getKey(), field.getValue(), at + "." + field.getKey() + "."));
    }
    return files;
  }

  private ZooFile file(String key, JsonNode node, String at) {
    String uri = text(node, at, "uri");
    List<URI> sources = new ArrayList<>(List.of(resolved(uri, at + "uri")));
    JsonNode more = node.path("sources");
    for (int i = 0; i < more.size(); i++) {
      sources.add(resolved(more.get(i).asText(), at + "sources[" + i + "]"));
    }
    if (!node.path("size").canConvertToLong() || node.path("size").asLong() < 0) {
      throw wrong(at + "size", node.has("size") ? "is no number of bytes" : "is missing");
    }
    Checksum checksum;
    try {
      checksum = Checksum.sha256(text(node, at, "sha256"));
    } catch (IllegalArgumentException e) {
      throw wrong(at + "sha256", "must be 64 hexadecimal digits in lower case");
    }
    ZooFile.Format format = ZooFile.Format.of(uri);
    String name =
        node.hasNonNull("name") ? node.get("name").asText() : nameOf(uri, format, at + "uri");
    if (!name.isEmpty()) {
      EntryNames.check(name)
          .ifPresent(
              problem -> {
                throw wrong(at + "name", "\"" + name + "\" " + problem);
              });
    } else if (format == ZooFile.Format.PLAIN) {
      throw wrong(at + "name", "is empty, which only an archive may have");
    }
    return new ZooFile(
        key,
        sources,
        name,
        format,
        node.path("size").asLong(),
        checksum,
        node.path("unpackedSize").canConvertToLong() && node.has("unpackedSize")
            ? OptionalLong.of(node.path("unpackedSize").asLong())
            : OptionalLong.empty());
  }

  /** As DJL does where no name is given: that of the file, without its ending. */
  private String nameOf(String uri, ZooFile.Format format, String at) {
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    Matcher matcher = NAME_PART.matcher(last);
    if (!matcher.matches()) {
      throw wrong(at, "names no file: \"" + uri + "\"");
    }
    return format == ZooFile.Format.PLAIN ? last : matcher.group(1);
  }

  private URI resolved(String uri, String at) {
    URI resolved;
    try {
      resolved = address.resolve(uri);
    } catch (IllegalArgumentException e) {
      throw wrong(at, "is no address: \"" + uri + "\"");
    }
    boolean local = "file".equals(address.getScheme());
    if (!local && "file".equals(resolved.getScheme())) {
      throw wrong(at, "names a file of this machine, which an index on the web may not: " + uri);
    }
    return resolved;
  }

  private String text(JsonNode node, String at, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(at + field, value.isMissingNode() ? "is missing" : "must be a text");
    }
    return value.asText();
  }

  private UserException wrong(String field, String problem) {
    return new UserException(
        place + ": " + (field.isEmpty() ? "" : field + " ") + problem + " (a zoo's metadata)");
  }
}
