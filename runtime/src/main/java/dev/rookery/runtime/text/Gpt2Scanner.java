package dev.rookery.runtime.text;

import java.util.function.Consumer;

/**
 * Cuts text into the words within which byte pairs merge, as GPT-2's expression does:
 *
 * <pre>{@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}</pre>
 *
 * <p>Nothing is dropped: the words put together are the text.
 */
final class Gpt2Scanner {

  private static final int SPACE = 0;
  private static final int LETTER = 1;
  private static final int NUMBER = 2;
  private static final int OTHER = 3;
  private static final byte[] KINDS = new byte[1 << 16];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) computeKind(c);
    }
  }

  private Gpt2Scanner() {}

  static void scan(String text, Consumer<String> words) {
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      words.accept(text.substring(i, end));
      i = end;
    }
  }

  private static int endOfWord(String text, int start) {
    int contraction = contraction(text, start);
    if (contraction > 0) {
      return start + contraction;
    }
    int first = text.codePointAt(start);
    boolean spaced =
        first == ' ' && start + 1 < text.length() && kind(text.codePointAt(start + 1)) != SPACE;
    if (spaced || kind(first) != SPACE) {
      int from = spaced ? start + 1 : start;
      return endOfRun(text, from, kind(text.codePointAt(from)));
    }
    int end = endOfRun(text, start, SPACE);
    // Before a word the last white space is left over: a space then goes with the word.
    return end == text.length() || end == start + 1 ? end : end - 1;
  }

  private static int endOfRun(String text, int start, int kind) {
    int i = start;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (kind(c) != kind) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /** Length of the contraction that starts here, or 0. */
  private static int contraction(String text, int start) {
    if (text.charAt(start) != '\'' || start + 1 >= text.length()) {
      return 0;
    }
    char next = text.charAt(start + 1);
    char last = start + 2 < text.length() ? text.charAt(start + 2) : 0;
    return switch (next) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> last == 'e' ? 3 : 0;
      case 'l' -> last == 'l' ? 3 : 0;
      default -> 0;
    };
  }

  private static int kind(int codePoint) {
    return codePoint < KINDS.length ? KINDS[codePoint] : computeKind(codePoint);
  }

  private static int computeKind(int codePoint) {
    if ((codePoint >= 0x09 && codePoint <= 0x0D)
        || codePoint == 0x85
        || Character.isSpaceChar(codePoint)) {
      return SPACE;
    }
    if (Character.isLetter(codePoint)) {
      return LETTER;
    }
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      default -> OTHER;
    };
  }
}
