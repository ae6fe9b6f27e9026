package dev.rookery.runtime.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts text as Python's {@code re.findall(r'\w+|[^\w\s]|\n', text)} does. */
final class WordScanner {

  private WordScanner() {}

  /**
   * The words and the single other characters of a text, in order; white space is dropped.
   *
   * @param newlines whether a line feed is a token
   */
  static List<String> scan(String text, boolean newlines) {
    List<String> tokens = new ArrayList<>(text.length() / 4 + 4);
    int length = text.length();
    int i = 0;
    while (i < length) {
      int c = text.codePointAt(i);
      int start = i;
      i += Character.charCount(c);
      if (PythonCharacters.isWord(c)) {
        i = endOfWord(text, i);
        tokens.add(text.substring(start, i));
      } else if (!PythonCharacters.isSpace(c) || (c == '\n' && newlines)) {
        tokens.add(text.substring(start, i));
      }
    }
    return tokens;
  }

  private static int endOfWord(String text, int start) {
    int i = start;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!PythonCharacters.isWord(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }
}
