package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.download.HttpDownloads;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the files of a zoo are: a folder, or the same folder behind a web server. */
interface ZooPlace {

  /** Lists the metadata files, for those who can't list folders. */
  String LISTING = "index.json";

  /** How every metadata file is called. */
  String METADATA = "metadata.json";

  /** What users call it. */
  String name();

  /** The address of the folder, with a slash at its end. */
  URI address();

  /**
   * Paths of all metadata files, relative to the folder.
   *
   * @throws UserException if they can't be listed
   */
  List<String> metadataFiles();

  /**
   * A file's content, if there is such a file.
   *
   * @param path relative to the folder
   * @throws UserException if it can't be read
   */
  Optional<byte[]> read(String path);

  /**
   * Opens a place.
   *
   * @param where a folder, or a file, http or https address of one
   * @param cache where documents of the web are kept for offline use
   * @throws SettingsException if it is neither
   */
  static ZooPlace of(String where, HttpDownloads downloads, Path cache) {
    String bare = where.replaceFirst("/?" + LISTING + "$", "");
    try {
      if (bare.matches("(?i)https?://.*")) {
        URI address = URI.create(bare + (bare.endsWith("/") ? "" : "/"));
        if (address.getHost() == null) {
          throw new IllegalArgumentException("no host");
        }
        return new WebPlace(address, downloads, cache);
      }
      Path folder = bare.startsWith("file:") ? Path.of(URI.create(bare)) : Path.of(bare);
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new SettingsException("a zoo is a folder, and " + where + " is a file");
      }
      return new FolderPlace(folder.toAbsolutePath().normalize());
    } catch (IllegalArgumentException e) { // also of a path that can't be one
      throw notUnderstood(where);
    }
  }

  private static SettingsException notUnderstood(String where) {
    return new SettingsException(
        "\"" + where + "\" is neither a folder nor an address such as https://models.acme.com/zoo");
  }
}
