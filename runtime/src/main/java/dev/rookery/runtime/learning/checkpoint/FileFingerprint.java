package dev.rookery.runtime.learning.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells a file from a damaged one.
 *
 * @param bytes length
 * @param sha256 lower-case hexadecimal digest
 */
record FileFingerprint(long bytes, String sha256) {

  private static final int BUFFER = 1 << 16;

  static FileFingerprint of(Path file) throws IOException {
    MessageDigest digest = newDigest();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return new FileFingerprint(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Compares a file with this fingerprint.
   *
   * @throws IOException if it is missing or differs; says how
   */
  void verify(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file.getFileName() + " is missing");
    }
    long length = Files.size(file);
    if (length != bytes) {
      throw new IOException(file.getFileName() + " has " + length + " bytes instead of " + bytes);
    }
    if (!of(file).sha256.equals(sha256)) {
      throw new IOException(file.getFileName() + " was changed or damaged after it was written");
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
