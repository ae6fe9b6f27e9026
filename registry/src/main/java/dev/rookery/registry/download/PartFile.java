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
  private final long mostBytes;
  private final boolean kept;

  /**
   * Nothing is written yet.
   *
   * @param mostBytes that the whole file may have
   */
  PartFile(Path target, long mostBytes) {
    this(target, mostBytes, true);
  }

  /**
   * The same for a file that is of no use to anybody after a failure.
   *
   * @param kept whether it is of use then
   */
  PartFile(Path target, long mostBytes, boolean kept) {
    this.target = target;
    this.mostBytes = mostBytes;
    this.kept = kept;
    part = target.resolveSibling(target.getFileName() + ".part");
  }

  /** Where the file goes once it is whole. */
  Path target() {
    return target;
  }

  /** Whether a later call goes on with it after a failure. */
  boolean isKept() {
    return kept;
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
   * @throws UserException if the file is too large, the disk is full or it can't be written
   */
  void append(InputStream in, long from, URI source, OptionalLong total, DownloadProgress progress)
      throws IOException {
    long done = from;
    refuseLongerThanAllowed(total.orElse(from), source);
    try (OutputStream out = open(from)) {
      progress.advanced(source, done, total);
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        done += n;
        refuseLongerThanAllowed(done, source);
        write(out, buffer, n);
        progress.advanced(source, done, total);
      }
    }
  }

  private void refuseLongerThanAllowed(long bytes, URI source) {
    if (bytes > mostBytes) {
      delete();
      throw new UserException(
          source
              + " is not the right file: it has more than the "
              + mostBytes
              + " bytes that are expected at most; it was changed at its source or on the way");
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

  String digest(Checksum.Kind kind) {
    try {
      return kind.of(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Gives the file its name; the result is its place. */
  Path moveIntoPlace() {
    try {
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
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
