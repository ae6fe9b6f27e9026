package dev.rookery.plugins.tasks.sequence;

import dev.rookery.api.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The sequences of a file.
 *
 * @param sequences in their order, without empty lines
 * @param digest of the file, SHA-256
 */
record SequenceFile(List<Line> sequences, String digest) {

  /**
   * A sequence.
   *
   * @param number of its line, from 1
   */
  record Line(String sequence, int number) {}

  /**
   * Reads a file, unpacked if it is gzip.
   *
   * @param wholeLines whether a line's first word is not all that counts
   * @throws UserException if it is missing, empty or no text; says which file
   */
  static SequenceFile read(Path path, boolean wholeLines) {
    List<Line> sequences = new ArrayList<>();
    MessageDigest digest = sha256();
    try (InputStream bytes =
            new DigestInputStream(new BufferedInputStream(Files.newInputStream(path)), digest);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    unpacked(bytes, path), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = line.strip();
        if (!text.isEmpty()) {
          sequences.add(new Line(wholeLines ? text : text.split("\\s+", 2)[0], number));
        }
      }
    } catch (NoSuchFileException e) {
      throw new UserException("there is no file " + path + " (task.path)", e);
    } catch (CharacterCodingException e) {
      throw new UserException(path + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new UserException(path + " can't be read: " + e.getMessage(), e);
    }
    if (sequences.isEmpty()) {
      throw new UserException(path + " is empty; it should have one sequence a line");
    }
    return new SequenceFile(sequences, HexFormat.of().formatHex(digest.digest()));
  }

  private static InputStream unpacked(InputStream bytes, Path path) throws IOException {
    return path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
