package dev.rookery.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as all text metrics see it: in lower case, without ASCII punctuation and without the
 * articles "a", "an" and "the".
 *
 * <p>What is a word and what is white space follows Python's {@code re} and {@code str.split},
 * which differ from Java's classes of the same names.
 *
 * @param tokens the words that are left
 */
record NormalizedText(List<String> tokens) {

  static NormalizedText of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int at = 0;
    while (at < lower.length()) {
      int start = at;
      int codePoint = lower.codePointAt(at);
      at += Character.charCount(codePoint);
      if (isWordCharacter(codePoint)) {
        while (at < lower.length() && isWordCharacter(lower.codePointAt(at))) {
          at += Character.charCount(lower.codePointAt(at));
        }
        if (isArticle(lower, start, at)) {
          endToken(token, tokens);
        } else {
          token.append(lower, start, at);
        }
      } else if (isPunctuation(codePoint) || isSpace(codePoint)) {
        endToken(token, tokens);
      } else {
        token.appendCodePoint(codePoint);
      }
    }
    endToken(token, tokens);
    return new NormalizedText(List.copyOf(tokens));
  }

  /** The words joined by blanks. */
  String text() {
    return String.join(" ", tokens);
  }

  private static void endToken(StringBuilder token, List<String> tokens) {
    if (!token.isEmpty()) {
      tokens.add(token.toString());
      token.setLength(0);
    }
  }

  private static boolean isArticle(String text, int start, int end) {
    return switch (end - start) {
      case 1 -> text.charAt(start) == 'a';
      case 2 -> text.startsWith("an", start);
      case 3 -> text.startsWith("the", start);
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    return c > ' ' && c < 0x7f && !isAsciiLetterOrDigit(c);
  }

  private static boolean isAsciiLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /** Letters and every kind of number; the underscore counts as punctuation here. */
  private static boolean isWordCharacter(int c) {
    if (c < 0x80) {
      return isAsciiLetterOrDigit(c);
    }
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  private static boolean isSpace(int c) {
    if (c < 0x80) {
      return c == ' ' || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85 || Character.isSpaceChar(c);
  }
}
