package dev.rookery.registry.zoo;

import dev.rookery.registry.download.Checksum;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * One file of a model.
 *
 * @param key what the index calls it
 * @param sources where it can be fetched, in the order in which that is tried
 * @param name the folder that an archive is unpacked to, empty for the model's own, or the name of
 *     a file that is no archive
 * @param format what it is
 * @param bytes length
 * @param checksum of the whole file
 * @param unpackedBytes how much an archive holds, if the index says so
 */
public record ZooFile(
    String key,
    List<URI> sources,
    String name,
    Format format,
    long bytes,
    Checksum checksum,
    OptionalLong unpackedBytes) {

  /** What a file is. */
  public enum Format {
    ZIP,
    TAR_GZ,
    PLAIN;

    /** What the name of a file says. */
    static Format of(String name) {
      if (name.endsWith(".zip")) {
        return ZIP;
      }
      return name.endsWith(".tar.gz") || name.endsWith(".tgz") ? TAR_GZ : PLAIN;
    }
  }

  public ZooFile {
    sources = List.copyOf(sources);
  }
}
