package dev.rookery.plugins.tasks.convai2;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes tokenized lower-case text as people do: capitals at the start of sentences and for "I", no
 * spaces before punctuation. The rules are those of ParlAI's {@code normalize_reply} in {@code
 * parlai/utils/strings.py}.
 */
final class ReplyStyle {

  private record Punctuation(String spaced, String close) {}

  private static final List<Punctuation> MARKS =
      List.of(
          new Punctuation(" .", "."),
          new Punctuation(" ,", ","),
          new Punctuation(" ?", "?"),
          new Punctuation(" !", "!"),
          new Punctuation(" ' ", "'"));
  private static final Set<String> FIRST_PERSON = Set.of("i", "i'm", "i've", "i'll", "i'd");

  private ReplyStyle() {}

  static String normalized(String text) {
    String spaced = text.toLowerCase(Locale.ROOT);
    for (Punctuation mark : MARKS) {
      spaced = spaced.replace(mark.close, mark.spaced).replace("  ", " ");
    }
    String[] words = spaced.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      if (i == 0 || FIRST_PERSON.contains(words[i])) {
        words[i] = capitalized(words[i]);
      } else if ("?.!".contains(words[i]) && i < words.length - 1) {
        words[i + 1] = capitalized(words[i + 1]);
      }
    }
    String result = " " + String.join(" ", words) + " ";
    for (Punctuation mark : MARKS) {
      result = result.replace(mark.spaced, mark.close);
    }
    return result.strip().replace("  ", " ");
  }

  private static String capitalized(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
