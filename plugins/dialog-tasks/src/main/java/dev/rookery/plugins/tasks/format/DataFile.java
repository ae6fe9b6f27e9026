package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens data files. */
final class DataFile {

  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private DataFile() {}

  /**
   * Opens a file; one that gzip made is unpacked on the way, whatever its name.
   *
   * @throws UserException if there is no such file or it can't be read
   */
  static InputStream open(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; name a file in it");
    }
    @Nullable InputStream in = null;
    try {
      in = new BufferedInputStream(Files.newInputStream(file));
      in.mark(2);
      boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
      in.reset();
      return gzip ? new GZIPInputStream(in) : in;
    } catch (NoSuchFileException e) {
      throw new UserException("there is no file " + file.toAbsolutePath(), e);
    } catch (EOFException e) {
      closeQuietly(in);
      throw new UserException(
          file + " is cut off: it begins as gzip files do and ends there; get it again", e);
    } catch (IOException e) {
      closeQuietly(in);
      throw new UserException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** SHA-256 of the file's bytes, in hexadecimal. */
  static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UserException(file + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void closeQuietly(@Nullable InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // The first problem is the one that is reported.
    }
  }
}
