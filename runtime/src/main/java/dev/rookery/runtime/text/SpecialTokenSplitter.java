package dev.rookery.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds special tokens in a text, where they are never taken apart.
 *
 * <p>Two ways, as in ParlAI. By precedence: the first special token of the list claims its places,
 * then the second. Longest: from left to right, and of several at one place the longest (Hugging
 * Face's tokenizers).
 */
final class SpecialTokenSplitter {

  private final List<String> specialTokens;
  private final boolean longest;

  SpecialTokenSplitter(List<String> specialTokens, boolean longest) {
    this.specialTokens = List.copyOf(specialTokens);
    this.longest = longest;
  }

  /** Applies {@code tokenize} to what lies between the special tokens. */
  List<String> tokenize(String text, Function<String, List<String>> tokenize) {
    if (specialTokens.stream().noneMatch(text::contains)) {
      return tokenize.apply(text);
    }
    List<String> tokens = new ArrayList<>();
    Consumer<String> ordinary =
        part -> {
          if (!part.isEmpty()) {
            tokens.addAll(tokenize.apply(part));
          }
        };
    if (longest) {
      splitLongest(text, ordinary, tokens::add);
    } else {
      splitByPrecedence(text, 0, ordinary, tokens::add);
    }
    return tokens;
  }

  private void splitByPrecedence(
      String text, int first, Consumer<String> ordinary, Consumer<String> special) {
    for (int s = first; s < specialTokens.size(); s++) {
      String token = specialTokens.get(s);
      int at = text.indexOf(token);
      if (at < 0) {
        continue;
      }
      int from = 0;
      for (; at >= 0; at = text.indexOf(token, from)) {
        splitByPrecedence(text.substring(from, at), s + 1, ordinary, special);
        special.accept(token);
        from = at + token.length();
      }
      splitByPrecedence(text.substring(from), s + 1, ordinary, special);
      return;
    }
    ordinary.accept(text);
  }

  private void splitLongest(String text, Consumer<String> ordinary, Consumer<String> special) {
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      String best = "";
      for (String token : specialTokens) {
        if (token.length() > best.length() && text.startsWith(token, i)) {
          best = token;
        }
      }
      if (best.isEmpty()) {
        i++;
      } else {
        ordinary.accept(text.substring(from, i));
        special.accept(best);
        i += best.length();
        from = i;
      }
    }
    ordinary.accept(text.substring(from));
  }
}
