package dev.rookery.plugins.tasks.format;

/**
 * Something in a file can't be read as its format wants it. Reading can go on with the next line.
 */
final class BadLine extends Exception {

  private final long line;

  /**
   * @param line counted from 1
   * @param problem what is wrong with it
   */
  BadLine(long line, String problem) {
    super(problem);
    this.line = line;
  }

  long line() {
    return line;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
