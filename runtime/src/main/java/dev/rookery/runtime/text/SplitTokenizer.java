package dev.rookery.runtime.text;

import dev.rookery.api.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** ParlAI's {@code split}: at white space, and around {@code . , ; : ! ?}. */
final class SplitTokenizer implements Tokenizer {

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>(text.length() / 4 + 4);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean mark = ".,;:!?".indexOf(c) >= 0;
      if (mark || PythonCharacters.isSpace(c)) {
        if (i > start) {
          tokens.add(text.substring(start, i));
        }
        if (mark) {
          tokens.add(text.substring(i, i + 1));
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  @Override
  public String detokenize(List<String> tokens) {
    return String.join(" ", tokens);
  }
}
