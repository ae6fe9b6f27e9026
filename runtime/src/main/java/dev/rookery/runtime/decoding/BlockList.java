package dev.rookery.runtime.decoding;

import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Phrases that are never written, in all the spellings that ParlAI makes of them. */
final class BlockList {

  private final List<int[]> phrases = new ArrayList<>();

  /** Nothing is blocked. */
  static BlockList empty() {
    return new BlockList(List.of(), null);
  }

  /**
   * Expands phrases.
   *
   * @param lines one phrase each; blank ones are left out
   * @param dictionary that turns them into tokens
   */
  BlockList(List<String> lines, @Nullable Dictionary dictionary) {
    Set<String> spellings = new LinkedHashSet<>();
    lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> addSpellings(line, spellings));
    if (dictionary != null) {
      spellings.stream()
          .map(dictionary::encode)
          .filter(ids -> ids.length > 0)
          .forEach(phrases::add);
    }
  }

  private static void addSpellings(String phrase, Set<String> spellings) {
    String lower = phrase.toLowerCase(Locale.ROOT);
    String upper = phrase.toUpperCase(Locale.ROOT);
    String title = title(phrase);
    int head = phrase.offsetByCodePoints(0, 1);
    String capital = phrase.substring(0, head).toUpperCase(Locale.ROOT);
    String first = capital + phrase.substring(head);
    String sentence = capital + phrase.substring(head).toLowerCase(Locale.ROOT);
    spellings.addAll(
        List.of(
            phrase,
            phrase + "s",
            lower,
            lower + "s",
            upper,
            upper + "S",
            title,
            title + "S",
            first,
            first + "s",
            sentence,
            sentence + "s"));
  }

  /** As Python's str.title: every letter after a character without case is a capital. */
  private static String title(String phrase) {
    StringBuilder title = new StringBuilder();
    boolean begins = true;
    for (int c : phrase.codePoints().toArray()) {
      boolean cased =
          Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
      if (begins) {
        title.appendCodePoint(Character.toTitleCase(c));
      } else {
        title.append(Character.toString(c).toLowerCase(Locale.ROOT));
      }
      begins = !cased;
    }
    return title.toString();
  }

  boolean isEmpty() {
    return phrases.isEmpty();
  }

  /**
   * The tokens that would complete a phrase.
   *
   * @param written tokens so far, start token included
   * @param blocked takes them
   */
  void block(int[] written, Set<Integer> blocked) {
    for (int[] phrase : phrases) {
      int before = phrase.length - 1;
      int from = written.length - before;
      if (from >= 0 && Arrays.equals(written, from, written.length, phrase, 0, before)) {
        blocked.add(phrase[before]);
      }
    }
  }
}
