package dev.rookery.runtime.metrics;

import java.util.List;

/**
 * Precision, recall and F1 of a reply's words. With several right answers each of the three is the
 * best over the answers, on its own.
 *
 * @param precision share of the reply's words that are in the answer
 * @param recall share of the answer's words that are in the reply
 * @param f1 harmonic mean of the two
 */
record WordOverlap(double precision, double recall, double f1) {

  private static final WordOverlap NONE = new WordOverlap(0, 0, 0);

  static WordOverlap of(NormalizedText guess, List<NormalizedText> answers) {
    NgramIndex index = new NgramIndex(1);
    int[] guessed = index.index(guess.tokens())[0];
    WordOverlap best = NONE;
    for (NormalizedText answer : answers) {
      int[] right = index.index(answer.tokens())[0];
      best = best.max(of(guessed.length, right.length, NgramIndex.overlap(guessed, right)));
    }
    return best;
  }

  /** Of so many in the guess, so many in the answer and so many in both. */
  static WordOverlap of(int guessed, int right, int common) {
    if (common == 0) {
      return NONE;
    }
    double precision = (double) common / guessed;
    double recall = (double) common / right;
    return new WordOverlap(precision, recall, 2 * precision * recall / (precision + recall));
  }

  /** The greater of each. */
  WordOverlap max(WordOverlap other) {
    return new WordOverlap(
        Math.max(precision, other.precision),
        Math.max(recall, other.recall),
        Math.max(f1, other.f1));
  }
}
