package dev.rookery.plugins.tasks.format;

/** Python's idea of white space, which the originals of the formats rest on. */
final class PythonText {

  private PythonText() {}

  /** Python's {@code str.strip()}; unlike Java's it takes no-break spaces away too. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
