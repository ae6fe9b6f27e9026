package dev.rookery.plugins.tasks.format;

/**
 * Something in a file can't be read as its format wants it. Reading can go on with the next line.
 */
final class BadLine extends Exception {

  private final long line;
  private final boolean harmless;

  /**
   * @param line counted from 1
   * @param problem what is wrong with it
   */
  BadLine(long line, String problem) {
    this(line, problem, false);
  }

  private BadLine(long line, String problem, boolean harmless) {
    super(problem);
    this.line = line;
    this.harmless = harmless;
  }

  /**
   * A line that is well formed but holds no example. As in ParlAI, such a line doesn't stop a
   * training; whoever checks the file hears of it.
   */
  static BadLine withoutExample(long line, String problem) {
    return new BadLine(line, problem, true);
  }

  /** Whether the file can be used without the line. */
  boolean isHarmless() {
    return harmless;
  }

  long line() {
    return line;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
