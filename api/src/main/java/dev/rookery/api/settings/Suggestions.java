package dev.rookery.api.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a user probably meant. */
public final class Suggestions {

  private static final int SHORTEST_BEGINNING = 3;

  private Suggestions() {}

  /**
   * The known word nearest to {@code word}, if one is near enough to be a slip; else the shortest
   * one that begins with it, if it has three letters or more.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int allowed = Math.max(1, Math.min(3, word.length() / 3));
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(c -> c))
        .or(() -> begunBy(word, known));
  }

  private static Optional<String> begunBy(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> word.length() >= SHORTEST_BEGINNING && candidate.startsWith(word))
        .min(Comparator.comparingInt(String::length).thenComparing(c -> c));
  }

  /** Edit distance in which swapping two neighbours counts once (Damerau 1964, restricted). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
