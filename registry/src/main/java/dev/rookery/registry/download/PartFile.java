package dev.rookery.registry.download;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** What has come of a file so far, beside the place where the whole file goes. */
final class PartFile {

  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path part;

  PartFile(Path target) {
    this.target = target;
    part = target.resolveSibling(target.getFileName() + ".part");
  }

  Path path() {
    return part;
  }

  long size() {
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Writes a stream to its end.
   *
   * @param from how many bytes there are already; the stream goes on after them
   * @throws IOException if the stream breaks; what came before is kept
   * @throws UserException if the disk is full or the file can't be written
   */
  void append(InputStream in, long from, URI source, OptionalLong total, DownloadProgress progress)
      throws IOException {
    long done = from;
    try (OutputStream out = open(from)) {
      progress.advanced(source, done, total);
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        write(out, buffer, n);
        done += n;
        progress.advanced(source, done, total);
      }
    }
  }

  private OutputStream open(long from) {
    try {
      return Files.newOutputStream(
          part,
          StandardOpenOption.CREATE,
          from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(OutputStream out, byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  String sha256() {
    try {
      return Sha256.of(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void moveIntoPlace() {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UserException failed(IOException e) {
    return new UserException(
        "can't write "
            + part
            + " ("
            + e.getMessage()
            + "); free some space or check the folder's permissions, then try again",
        e);
  }
}
