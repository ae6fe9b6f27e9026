package dev.rookery.runtime.generator.embedding;

import dev.rookery.api.UserException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One line of a {@link WordVectorFile}. Numbers come last; what stands before them is the token,
 * which may have spaces inside.
 */
final class WordVectorLine {

  private static final Pattern HEADER = Pattern.compile("\\d+ \\d+");

  private final String line;
  private final long number;
  private final Path path;
  private final int size;

  /**
   * Takes a line apart as far as that is cheap.
   *
   * @param number of the line, from 1
   * @param size how many numbers there should be
   */
  WordVectorLine(String line, long number, Path path, int size) {
    this.line = line.stripTrailing();
    this.number = number;
    this.path = path;
    this.size = size;
  }

  /** Whether this is fastText's first line, the number of tokens and the size. */
  boolean isHeader() {
    return number == 1 && HEADER.matcher(line).matches();
  }

  /**
   * Compares the size that a header gives with the wanted one.
   *
   * @throws UserException if they differ
   */
  void checkHeader() {
    int given = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    if (given != size) {
      throw otherSize(given);
    }
  }

  /**
   * The token.
   *
   * @throws UserException if there are too few numbers, or this is the first line and has too many
   */
  String token() {
    int end = line.length();
    for (int i = 0; i < size; i++) {
      end = line.lastIndexOf(' ', end - 1);
      if (end < 0) {
        throw otherSize(i);
      }
    }
    String token = line.substring(0, end);
    // Tokens with spaces are rare, and the first token of a file never is one.
    if (number == 1 && token.indexOf(' ') >= 0) {
      throw otherSize(line.split(" ", -1).length - 1);
    }
    return token;
  }

  private UserException otherSize(int given) {
    return new UserException(
        at()
            + "a vector of "
            + given
            + " numbers, but the model's embeddings have "
            + size
            + "; set the model's embedding size to "
            + given
            + " or take vectors of size "
            + size);
  }

  /**
   * The vector.
   *
   * @throws UserException if a number can't be read
   */
  float[] numbers() {
    String[] words = line.substring(token().length() + 1).split(" ", -1);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      try {
        numbers[i] = Float.parseFloat(words[i]);
      } catch (NumberFormatException e) {
        throw new UserException(
            at() + "\"" + words[i] + "\" is not a number; is this a text file of vectors?", e);
      }
    }
    return numbers;
  }

  private String at() {
    return path + ", line " + number + ": ";
  }
}
