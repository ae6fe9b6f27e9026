package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.UserException;

/** A place in a SMILES or DeepSMILES that moves on atom by atom. */
final class SmilesCursor {

  private static final String BONDS = "-=#$:/\\";

  private final String text;
  private final String notation;
  private int at;

  /**
   * @param notation what the text should be, for messages
   */
  SmilesCursor(String text, String notation) {
    this.text = text;
    this.notation = notation;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** How many characters were read. */
  int place() {
    return at;
  }

  char peek() {
    return text.charAt(at);
  }

  void skip() {
    at++;
  }

  static boolean isBond(char c) {
    return BONDS.indexOf(c) >= 0;
  }

  /** The bond sign just before this place, or nothing. */
  String bondBefore() {
    return at > 0 && isBond(text.charAt(at - 1)) ? text.substring(at - 1, at) : "";
  }

  /** Reads an atom: one in brackets, {@code Cl}, {@code Br} or a character. */
  String atom() {
    int end = at + 1;
    if (peek() == '[') {
      end = text.indexOf(']', at) + 1;
      if (end == 0) {
        throw wrong("the bracket is never closed");
      }
    } else if (text.startsWith("Cl", at) || text.startsWith("Br", at)) {
      end = at + 2;
    }
    String atom = text.substring(at, end);
    at = end;
    return atom;
  }

  boolean atRing() {
    return peek() == '%' || Character.digit(peek(), 10) >= 0;
  }

  /** Reads the number of a ring: {@code 6}, {@code %12} or {@code %(123)}. */
  int ring() {
    int start = at;
    if (peek() != '%') {
      at++;
      return Integer.parseInt(text.substring(start, at));
    }
    boolean inParentheses = text.startsWith("(", at + 1);
    int from = inParentheses ? at + 2 : at + 1;
    int to = inParentheses ? text.indexOf(')', from) : Math.min(from + 2, text.length());
    if (to < 0 || !text.substring(from, to).matches(inParentheses ? "\\d{1,6}" : "\\d\\d")) {
      throw wrong("a number must follow the per cent sign, as in %12 or %(123)");
    }
    at = inParentheses ? to + 1 : to;
    return Integer.parseInt(text.substring(from, to));
  }

  /** What is wrong at this place. */
  UserException wrong(String what) {
    return new UserException(
        "\"" + text + "\" is no " + notation + ": " + what + " (character " + (at + 1) + ")");
  }
}
