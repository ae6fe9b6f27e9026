package dev.rookery.registry.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.MissingFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A zoo behind a web server. What was read of it is kept, for when it is out of reach. */
final class WebPlace implements ZooPlace {

  private static final Logger LOG = LoggerFactory.getLogger(WebPlace.class);
  private static final long LONGEST_DOCUMENT = 16L << 20;
  private static final int MOST_FILES = 100_000;

  private final URI address;
  private final HttpDownloads downloads;
  private final Path kept;

  WebPlace(URI address, HttpDownloads downloads, Path cache) {
    this.address = address;
    this.downloads = downloads;
    kept = cache.resolve("indexes").resolve(folderName(address));
  }

  /** Different addresses in different folders; the host is only there for people who look. */
  private static String folderName(URI address) {
    String host = address.getHost().replaceAll("[^A-Za-z0-9.-]", "_");
    return host + "-" + Keys.of(address.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public List<String> metadataFiles() {
    byte[] listing =
        read(LISTING)
            .orElseThrow(
                () ->
                    new UserException(
                        address.resolve(LISTING)
                            + " is missing: there is no zoo, or it was made without \"rookery zoo"
                            + " push\""));
    String place = address.resolve(LISTING).toString();
    JsonNode models = MetadataReader.parse(listing, place).path("models");
    if (!models.isArray() || models.size() > MOST_FILES) {
      throw new UserException(place + ": models is missing or is no list of metadata files");
    }
    List<String> files = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String file = models.get(i).asText();
      Optional<String> problem = EntryNames.check(file);
      if (problem.isPresent() || !file.endsWith("/" + METADATA)) {
        throw new UserException(
            "%s: models[%d] = \"%s\" %s"
                .formatted(place, i, file, problem.orElse("is no " + METADATA)));
      }
      files.add(file);
    }
    return files;
  }

  @Override
  public Optional<byte[]> read(String path) {
    Path copy = kept.resolve(path.replaceAll("[^A-Za-z0-9._/-]", "_"));
    try {
      byte[] content = downloads.read(address.resolve(path), LONGEST_DOCUMENT);
      // What isn't even JSON, such as a proxy's login page, must not replace a good copy.
      MetadataReader.parse(content, address.resolve(path).toString());
      keep(content, copy);
      return Optional.of(content);
    } catch (MissingFileException e) {
      return Optional.empty();
    } catch (UserException e) {
      if (!Files.isRegularFile(copy)) {
        throw e;
      }
      if (!downloads.isOffline()) {
        LOG.warn("{}; going on with what was read of it before", e.getMessage());
      }
      try {
        return Optional.of(Files.readAllBytes(copy));
      } catch (IOException unreadable) {
        throw e;
      }
    }
  }

  private static void keep(byte[] content, Path copy) {
    try {
      Files.createDirectories(copy.getParent());
      Path beside = Files.createTempFile(copy.getParent(), "." + copy.getFileName(), ".new");
      Files.write(beside, content);
      Files.move(beside, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} can't be kept: {}", copy, e.getMessage()); // it is only for offline use
    }
  }
}
