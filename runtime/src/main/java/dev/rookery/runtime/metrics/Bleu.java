package dev.rookery.runtime.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentence BLEU (<a href="https://aclanthology.org/P02-1040">Papineni et al., 2002</a>) with
 * uniform weights and smoothing method 1 of <a href="https://aclanthology.org/W14-3346">Chen and
 * Cherry (2014)</a>: an order without a match counts epsilon matches. These are ParlAI's choices,
 * with epsilon 1e-12.
 */
final class Bleu {

  static final int MAX_ORDER = 4;
  private static final double EPSILON = 1e-12;

  private Bleu() {}

  /**
   * BLEU-1 to BLEU-4 of one reply, each between 0 and 1; BLEU-k is at index k-1.
   *
   * @param answers at least one
   */
  static double[] scores(NormalizedText guess, List<NormalizedText> answers) {
    NgramIndex index = new NgramIndex(MAX_ORDER);
    int[][] guessed = index.index(words(guess));
    List<int[][]> references = new ArrayList<>();
    for (NormalizedText answer : answers) {
      references.add(index.index(words(answer)));
    }
    double[] scores = new double[MAX_ORDER];
    double brevityPenalty = brevityPenalty(guessed[0].length, references);
    double logPrecisions = 0;
    for (int k = 1; k <= MAX_ORDER; k++) {
      int total = Math.max(1, guessed[k - 1].length);
      int matches = matches(guessed[k - 1], references, k);
      if (k == 1 && matches == 0) {
        return scores;
      }
      logPrecisions += Math.log((matches == 0 ? EPSILON : matches) / total);
      scores[k - 1] = brevityPenalty * Math.exp(logPrecisions / k);
    }
    return scores;
  }

  /** An empty text counts as one empty word, as Python's {@code "".split(" ")} has it. */
  private static List<String> words(NormalizedText text) {
    return text.tokens().isEmpty() ? List.of("") : text.tokens();
  }

  /** Matches of one order, each n-gram at most as often as in the answer that has it most often. */
  private static int matches(int[] guessed, List<int[][]> references, int order) {
    int size = 0;
    for (int id : guessed) {
      size = Math.max(size, id + 1);
    }
    int[] allowed = new int[size];
    for (int[][] reference : references) {
      int[] counts = NgramIndex.counts(reference[order - 1], size);
      for (int id = 0; id < size; id++) {
        allowed[id] = Math.max(allowed[id], counts[id]);
      }
    }
    int matches = 0;
    for (int id : guessed) {
      if (allowed[id]-- > 0) {
        matches++;
      }
    }
    return matches;
  }

  /** Compares with the answer closest in length, the shorter of two that are as close. */
  private static double brevityPenalty(int length, List<int[][]> references) {
    int closest = references.get(0)[0].length;
    for (int[][] reference : references) {
      int candidate = reference[0].length;
      int nearer = Math.abs(candidate - length) - Math.abs(closest - length);
      if (nearer < 0 || (nearer == 0 && candidate < closest)) {
        closest = candidate;
      }
    }
    return length > closest ? 1 : Math.exp(1 - (double) closest / length);
  }
}
