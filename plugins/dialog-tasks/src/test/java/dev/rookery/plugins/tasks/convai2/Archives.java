package dev.rookery.plugins.tasks.convai2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes archives. */
final class Archives {

  private Archives() {}

  static void write(Path archive, Map<String, String> files) throws IOException {
    try (TarArchiveOutputStream tar = open(archive)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }

  static void writeLink(Path archive, String name, String target) throws IOException {
    try (TarArchiveOutputStream tar = open(archive)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
  }

  private static TarArchiveOutputStream open(Path archive) throws IOException {
    return new TarArchiveOutputStream(
        new GzipCompressorOutputStream(Files.newOutputStream(archive)));
  }
}
