package dev.rookery.runtime.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A vocabulary as AceGen's text files have it: one token a line, in the order of their ids. */
public final class VocabularyFile {

  /** The name of the file in a model folder. */
  public static final String NAME = "vocabulary.txt";

  private VocabularyFile() {}

  /**
   * Reads a file.
   *
   * @throws UserException if it is missing or no vocabulary; says which file and why
   */
  public static Vocabulary read(Path file, String start, String end) {
    try {
      return of(Files.readAllLines(file, StandardCharsets.UTF_8), start, end, file.toString());
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }

  /**
   * The vocabulary of a file's lines.
   *
   * @param called what messages call the file
   * @throws UserException if it is none; says why
   */
  static Vocabulary of(List<String> lines, String start, String end, String called) {
    try {
      return new Vocabulary(lines, start, end);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          called + " is no vocabulary (one token a line): " + e.getMessage(), e);
    }
  }

  /**
   * The number of tokens in a file.
   *
   * @throws UserException if it can't be read
   */
  static int size(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).size();
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }

  /** Writes a file. */
  public static void write(Vocabulary vocabulary, Path file) throws IOException {
    Files.write(file, vocabulary.tokens(), StandardCharsets.UTF_8);
  }

  /** The vocabulary of these tokens: end, start, and the others in alphabetical order. */
  public static Vocabulary ofTokens(Collection<String> tokens, String start, String end) {
    List<String> others =
        tokens.stream()
            .filter(t -> !t.equals(start) && !t.equals(end))
            .distinct()
            .sorted()
            .toList();
    return new Vocabulary(
        Stream.concat(Stream.of(end, start), others.stream()).toList(), start, end);
  }
}
