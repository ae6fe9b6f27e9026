package dev.rookery.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Joins neighbouring tokens that a dictionary knows as one, such as {@code "how are you"}. */
final class Ngrams {

  private Ngrams() {}

  /**
   * Joins tokens by single spaces where {@code known} holds, the longest first and from left to
   * right.
   *
   * @param size most tokens in one n-gram
   */
  static List<String> join(List<String> tokens, int size, Predicate<String> known) {
    List<String> joined = new ArrayList<>(tokens.size());
    join(tokens, size, known, joined);
    return joined;
  }

  private static void join(
      List<String> tokens, int size, Predicate<String> known, List<String> joined) {
    if (size <= 1) {
      joined.addAll(tokens);
      return;
    }
    int unmatched = 0;
    int i = 0;
    while (i + size <= tokens.size()) {
      String ngram = String.join(" ", tokens.subList(i, i + size));
      if (known.test(ngram)) {
        joinSmaller(tokens.subList(unmatched, i), size, known, joined);
        joined.add(ngram);
        i += size;
        unmatched = i;
      } else {
        i++;
      }
    }
    joinSmaller(tokens.subList(unmatched, tokens.size()), size, known, joined);
  }

  private static void joinSmaller(
      List<String> tokens, int size, Predicate<String> known, List<String> joined) {
    join(tokens, Math.min(tokens.size(), size - 1), known, joined);
  }
}
