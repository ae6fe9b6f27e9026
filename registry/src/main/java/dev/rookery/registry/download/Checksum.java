package dev.rookery.registry.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What tells the right file from any other.
 *
 * @param kind how the digest is made
 * @param hex the digest in lower-case hexadecimal
 */
public record Checksum(Kind kind, String hex) {

  /** How a digest is made. */
  public enum Kind {
    SHA_256("SHA-256", "SHA-256", 64),
    SHA_1("SHA-1", "SHA-1", 40),
    /** Git's name of a file's content: the SHA-1 of a header with the length, and the content. */
    GIT_BLOB("git object id", "SHA-1", 40);

    private final String word;
    private final String algorithm;
    private final Pattern form;

    Kind(String word, String algorithm, int digits) {
      this.word = word;
      this.algorithm = algorithm;
      form = Pattern.compile("[0-9a-f]{" + digits + "}");
    }

    @Override
    public String toString() {
      return word;
    }

    /** The digest of a file in lower-case hexadecimal. */
    public String of(Path file) throws IOException {
      MessageDigest digest;
      try {
        digest = MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + algorithm, e);
      }
      if (this == GIT_BLOB) {
        digest.update(("blob " + Files.size(file) + '\0').getBytes(StandardCharsets.UTF_8));
      }
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static final int BUFFER = 1 << 16;

  public Checksum {
    if (!kind.form.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "\"" + hex + "\" is no " + kind + " in lower-case hexadecimal");
    }
  }

  public static Checksum sha256(String hex) {
    return new Checksum(Kind.SHA_256, hex);
  }

  /** Whether the file is there and is the right one. */
  public boolean fits(Path file) throws IOException {
    return Files.isRegularFile(file) && kind.of(file).equals(hex);
  }

  @Override
  public String toString() {
    return kind + " " + hex;
  }
}
