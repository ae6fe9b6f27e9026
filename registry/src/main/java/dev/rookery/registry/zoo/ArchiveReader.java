package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks an archive that nobody vouches for: only plain files and folders, none outside of the
 * target, none twice, not more and not larger ones than allowed.
 */
final class ArchiveReader {

  private static final int MOST_ENTRIES = 10_000;
  private static final int BUFFER = 1 << 16;

  private final Path archive;
  private final long mostBytes;
  private final EntryNames names = new EntryNames();
  private int entries;
  private long bytes;

  /**
   * Creates a reader of one archive.
   *
   * @param mostBytes that all files may have together
   */
  ArchiveReader(Path archive, long mostBytes) {
    this.archive = archive;
    this.mostBytes = mostBytes;
  }

  /**
   * Unpacks all.
   *
   * @param target an existing folder; what is in it after a failure is of no use
   * @throws UserException if the archive is broken or has an entry that may not be; says which
   */
  void unpack(ZooFile.Format format, Path target) {
    try {
      if (format == ZooFile.Format.ZIP) {
        unzip(target);
      } else {
        untar(target);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          archive
              + " is no whole "
              + (format == ZooFile.Format.ZIP ? "zip" : "tar.gz")
              + " archive: "
              + e.getMessage(),
          e);
    }
  }

  private void unzip(Path target) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      List<ZipArchiveEntry> all = Collections.list(zip.getEntriesInPhysicalOrder());
      for (ZipArchiveEntry entry : all) {
        String name = entry.getName();
        count(name);
        if (entry.isDirectory()) {
          makeFolder(name, target);
          continue;
        }
        if (entry.isUnixSymlink() || isSpecial(entry.getUnixMode())) {
          throw refused(name, "is a link or a device");
        }
        if (!zip.canReadEntryData(entry)) {
          throw refused(name, "is encrypted or packed in an unknown way");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          long crc = copy(name, in, target);
          if (entry.getCrc() >= 0 && crc != entry.getCrc()) {
            throw refused(name, "is damaged: its checksum is wrong");
          }
        }
      }
    }
  }

  /** Whether the type in a Unix mode is neither none nor a plain file. */
  private static boolean isSpecial(int mode) {
    int type = mode & 0170000;
    return type != 0 && type != 0100000;
  }

  private void untar(Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^(\\./)+", "");
        count(name);
        if (entry.isDirectory()) {
          if (!name.isEmpty()) {
            makeFolder(name, target);
          }
        } else if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
          throw refused(name, "is a link or a device");
        } else {
          copy(name, tar, target);
        }
      }
    }
  }

  private void count(String name) {
    if (++entries > MOST_ENTRIES) {
      throw refused(name, "is one too many: an archive may have " + MOST_ENTRIES + " entries");
    }
  }

  private void makeFolder(String name, Path target) throws IOException {
    refuseIf(names.addFolder(name), name);
    Files.createDirectories(target.resolve(name));
  }

  /** The result is the CRC-32 of what was copied. */
  private long copy(String name, InputStream in, Path target) throws IOException {
    refuseIf(names.addFile(name), name);
    Path file = target.resolve(name);
    Files.createDirectories(file.getParent());
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > mostBytes) {
          throw refused(name, "is too large: all files may have " + mostBytes + " bytes together");
        }
        crc.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return crc.getValue();
  }

  private void refuseIf(Optional<String> problem, String name) {
    problem.ifPresent(
        what -> {
          throw refused(name, what);
        });
  }

  private UserException refused(String entry, String problem) {
    return new UserException(
        archive + " is refused: its entry \"" + visible(entry) + "\" " + problem);
  }

  /** So that a name can't move the cursor or begin a line of its own. */
  private static String visible(String name) {
    String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
