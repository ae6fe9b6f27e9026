package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a folder so that the same files always give the same bytes, on every machine: entries by
 * name, no times, and stored as they are, since what a compressor makes of them depends on its
 * version (weights hardly get smaller anyway).
 */
public final class ArchiveWriter {

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int BUFFER = 1 << 16;

  private ArchiveWriter() {}

  /**
   * Writes a zip file.
   *
   * @param folder whose files are packed, with those of the folders in it
   * @param target the new file
   * @return bytes of all files together
   */
  public static long pack(Path folder, Path target) {
    long bytes = 0;
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      for (String name : names(folder)) {
        Path file = folder.resolve(name);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(crc(file));
        zip.putNextEntry(entry);
        bytes += Files.copy(file, zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UserException(
          folder + " can't be packed into " + target + ": " + IoReasons.of(e), e);
    }
    return bytes;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return crc.getValue();
  }
}
