package dev.rookery.plugins.molecules.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into tokens that give it again when they are put together. */
@FunctionalInterface
interface Splitter {

  List<String> split(String text);

  /** Each character is a token. */
  static Splitter characters() {
    return text -> text.codePoints().mapToObj(Character::toString).toList();
  }

  /**
   * What the expression matches is a token, and so is each stretch between two matches.
   *
   * @param expression never matches the empty text
   */
  static Splitter matchesOf(String expression) {
    Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
    return text -> {
      List<String> tokens = new ArrayList<>(text.length());
      Matcher matcher = pattern.matcher(text);
      int end = 0;
      while (matcher.find()) {
        if (matcher.start() > end) {
          tokens.add(text.substring(end, matcher.start()));
        }
        tokens.add(matcher.group());
        end = matcher.end();
      }
      if (end < text.length()) {
        tokens.add(text.substring(end));
      }
      return tokens;
    };
  }
}
