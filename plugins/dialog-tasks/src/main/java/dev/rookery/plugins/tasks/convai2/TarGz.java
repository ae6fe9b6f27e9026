package dev.rookery.plugins.tasks.convai2;

import dev.rookery.api.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks archives from the network, which may be hostile or cut off. */
final class TarGz {

  private TarGz() {}

  /**
   * Unpacks the files of an archive into a folder. All of it is unpacked beside the folder first,
   * so a bad archive leaves nothing behind. Links and devices are refused.
   *
   * @param mostBytes of all files together
   * @throws UserException if the archive is broken, too large, or has a path that leads elsewhere
   */
  static void unpack(Path archive, Path folder, long mostBytes) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempDirectory(folder, ".unpacking");
      try {
        for (Path file : extracted(archive, temporary, mostBytes)) {
          Path target = folder.resolve(temporary.relativize(file));
          Files.createDirectories(target.getParent());
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } finally {
        delete(temporary);
      }
    } catch (IOException e) {
      throw new UserException(archive + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static List<Path> extracted(Path archive, Path folder, long mostBytes)
      throws IOException {
    List<Path> files = new ArrayList<>();
    long left = mostBytes;
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(bytes, true))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
          throw new UserException(archive + ": \"" + entry.getName() + "\" is not a plain file");
        }
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
          throw new UserException(
              archive + ": \"" + entry.getName() + "\" leads out of its folder");
        }
        Files.createDirectories(target.getParent());
        left -= copy(tar, target, left, archive);
        files.add(target);
      }
    }
    return files;
  }

  private static long copy(InputStream in, Path target, long most, Path archive)
      throws IOException {
    long written = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        written += count;
        if (written > most) {
          throw new UserException(
              archive + " unpacks to more than is allowed; it is not the right" + " archive");
        }
        out.write(buffer, 0, count);
      }
    }
    return written;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
