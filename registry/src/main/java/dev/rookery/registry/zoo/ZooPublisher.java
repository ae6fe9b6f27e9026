package dev.rookery.registry.zoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.FileTrees;
import dev.rookery.registry.IoReasons;
import dev.rookery.registry.download.Checksum;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.HttpUploads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import org.semver4j.Semver;

/**
 * Puts a model into a zoo: the archive first and the index last, so that no reader is ever told of
 * a file that isn't there yet.
 */
public final class ZooPublisher {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private static final Map<String, String> LICENSE_PAGES =
      Map.of(
          "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0",
          "MIT", "https://opensource.org/license/mit",
          "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/",
          "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/");

  private final ZooStore store;
  private final ZooPlace place;

  private ZooPublisher(ZooStore store, ZooPlace place) {
    this.store = store;
    this.place = place;
  }

  /**
   * A publisher to a folder, or to a folder behind a web server that takes files with PUT.
   *
   * @param where see {@link Zoo}
   */
  public static ZooPublisher to(
      String where, HttpDownloads downloads, HttpUploads uploads, ModelCache cache) {
    ZooPlace place = ZooPlace.of(where, downloads, cache.root());
    return new ZooPublisher(
        place instanceof FolderPlace folder
            ? new ZooStore.InFolder(folder)
            : new ZooStore.OnTheWeb(place.address(), downloads, uploads),
        place);
  }

  /** The versions that there are of a model, oldest first. */
  public List<String> versions(NewModel model) {
    return metadata(model)
        .map(json -> new MetadataReader(address(model), place.name()).read(json))
        .orElse(List.of())
        .stream()
        .map(ZooModel::version)
        .sorted(Comparator.comparing(Semver::new))
        .toList();
  }

  private Optional<byte[]> metadata(NewModel model) {
    return store.read(model.path() + ZooPlace.METADATA);
  }

  private URI address(NewModel model) {
    return store.address().resolve(model.path() + ZooPlace.METADATA);
  }

  /**
   * Publishes a version.
   *
   * @param card makes the text of the model card from sizes and digest
   * @return the model as the index tells it now
   * @throws UserException if the version is there already, or the zoo can't be written
   */
  public ZooModel publish(NewModel model, String version, Function<ZooFile, String> card) {
    if (versions(model).contains(version)) {
      throw new UserException(
          "%s/%s@%s is in %s already, and what was published stays as it is; give another version"
              .formatted(model.group(), model.artifact(), version, place.name()));
    }
    try {
      Path work = Files.createTempDirectory("rookery-push-");
      try {
        write(model, version, card, work);
      } finally {
        FileTrees.deleteQuietly(work);
      }
    } catch (IOException e) {
      throw new UserException("the model can't be packed: " + IoReasons.of(e), e);
    }
    return new MetadataReader(address(model), place.name())
        .read(metadata(model).orElseThrow()).stream()
            .filter(each -> each.version().equals(version))
            .findFirst()
            .orElseThrow();
  }

  private void write(NewModel model, String version, Function<ZooFile, String> card, Path work)
      throws IOException {
    String name = version + "/" + model.artifact() + "-" + version + ".zip";
    Path archive = work.resolve("archive.zip");
    long unpacked = ArchiveWriter.pack(model.folder(), archive);
    ZooFile file =
        new ZooFile(
            "model",
            List.of(store.address().resolve(model.path() + name)),
            "",
            ZooFile.Format.ZIP,
            Files.size(archive),
            Checksum.sha256(Checksum.Kind.SHA_256.of(archive)),
            OptionalLong.of(unpacked));
    ObjectNode metadata = extended(model, version, name, file, Checksum.Kind.SHA_1.of(archive));
    List<String> listing = listingWith(model.path() + ZooPlace.METADATA);
    String text = card.apply(file); // may fail, and then nothing has been written

    store.write(model.path() + name, archive);
    store.write(
        model.path() + version + "/README.md", Files.writeString(work.resolve("card"), text));
    store.write(
        model.path() + ZooPlace.METADATA,
        Files.writeString(work.resolve("metadata"), text(metadata)));
    store.write(ZooPlace.LISTING, Files.write(work.resolve("listing"), Listing.of(listing)));
  }

  private List<String> listingWith(String metadataFile) {
    TreeSet<String> files = new TreeSet<>(List.of(metadataFile));
    if (place instanceof FolderPlace folder) {
      if (Files.isDirectory(folder.folder())) {
        files.addAll(folder.metadataFiles());
      }
    } else {
      store
          .read(ZooPlace.LISTING)
          .map(json -> MetadataReader.parse(json, place.name() + ZooPlace.LISTING).path("models"))
          .ifPresent(models -> models.forEach(each -> files.add(each.asText())));
    }
    return new ArrayList<>(files);
  }

  private ObjectNode extended(
      NewModel model, String version, String name, ZooFile file, String sha1) {
    ObjectNode root =
        metadata(model)
            .map(json -> (ObjectNode) MetadataReader.parse(json, address(model).toString()))
            .orElseGet(JSON::createObjectNode);
    root.put("metadataVersion", "0.2");
    root.put("resourceType", "model");
    root.put("application", NewModel.APPLICATION);
    root.put("groupId", model.group());
    root.put("artifactId", model.artifact());
    root.put("name", model.title());
    root.put("description", model.description());
    ObjectNode license = root.putObject("licenses").putObject("license");
    license.put("name", model.license());
    license.put("url", LICENSE_PAGES.getOrDefault(model.license(), ""));
    ArrayNode artifacts = root.withArray("/artifacts");
    ObjectNode artifact = artifacts.addObject();
    artifact.put("version", version);
    artifact.put("snapshot", false);
    artifact.put("name", model.artifact());
    artifact.put("card", version + "/README.md");
    ObjectNode properties = artifact.putObject("properties");
    model.properties().forEach(properties::put);
    ObjectNode entry = artifact.putObject("files").putObject(file.key());
    entry.put("uri", name);
    entry.put("name", file.name());
    entry.put("size", file.bytes());
    entry.put("sha1Hash", sha1);
    entry.put("sha256", file.checksum().hex());
    entry.put("unpackedSize", file.unpackedBytes().orElseThrow());
    return root;
  }

  private static String text(JsonNode json) {
    try {
      return JSON.writer(PRETTY).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metadata can be written as JSON", e);
    }
  }
}
