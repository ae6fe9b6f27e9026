package dev.rookery.runtime.text;

import java.util.Comparator;

/**
 * What Python's {@code re} and {@code str} call a word character or white space. Java's own classes
 * differ in the details, and ids of trained models depend on them.
 */
final class PythonCharacters {

  /** Orders strings by code points, as Python does; Java's order is by UTF-16 units. */
  static final Comparator<String> CODE_POINT_ORDER = PythonCharacters::compare;

  private static final int WORD = 1;
  private static final int SPACE = 2;
  private static final byte[] KINDS = new byte[1 << 16];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) (computeWord(c) ? WORD : computeSpace(c) ? SPACE : 0);
    }
  }

  private PythonCharacters() {}

  /** {@code \w}: letters and numbers of every script, and the underscore. */
  static boolean isWord(int codePoint) {
    return codePoint < KINDS.length ? KINDS[codePoint] == WORD : computeWord(codePoint);
  }

  /** {@code \s} and {@code str.isspace}. */
  static boolean isSpace(int codePoint) {
    return codePoint < KINDS.length && KINDS[codePoint] == SPACE;
  }

  /** {@code str.strip()}. */
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

  private static boolean computeWord(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> codePoint == '_';
    };
  }

  private static boolean computeSpace(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0D)
        || (codePoint >= 0x1C && codePoint <= 0x1F)
        || codePoint == 0x85
        || Character.isSpaceChar(codePoint);
  }

  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above all other units.
        boolean highX = Character.isSurrogate(x);
        boolean highY = Character.isSurrogate(y);
        return highX == highY ? x - y : highX ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
