package dev.rookery.runtime.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * ROUGE-1, ROUGE-2 and ROUGE-L (<a href="https://aclanthology.org/W04-1013">Lin, 2004</a>) as
 * py-rouge computes them with its defaults, each text taken as one sentence. With several right
 * answers each figure is the best over the answers. Not thread-safe.
 */
final class Rouge {

  /**
   * @param rouge1 overlap of words
   * @param rouge2 overlap of pairs of neighbouring words
   * @param rougeL longest common subsequence of words
   */
  record Scores(WordOverlap rouge1, WordOverlap rouge2, WordOverlap rougeL) {}

  private final RougeTokenizer tokenizer = new RougeTokenizer();

  /**
   * @param answers at least one
   */
  Scores scores(NormalizedText guess, List<NormalizedText> answers) {
    NgramIndex index = new NgramIndex(2);
    int[][] guessed = index.index(tokenizer.tokens(guess));
    List<WordOverlap> one = new ArrayList<>();
    List<WordOverlap> two = new ArrayList<>();
    List<WordOverlap> longest = new ArrayList<>();
    for (NormalizedText answer : answers) {
      int[][] right = index.index(tokenizer.tokens(answer));
      one.add(overlap(guessed[0], right[0]));
      two.add(overlap(guessed[1], right[1]));
      int common = longestCommonSubsequence(guessed[0], right[0]);
      longest.add(WordOverlap.of(guessed[0].length, right[0].length, common));
    }
    return new Scores(best(one), best(two), best(longest));
  }

  private static WordOverlap overlap(int[] guessed, int[] right) {
    return WordOverlap.of(guessed.length, right.length, NgramIndex.overlap(guessed, right));
  }

  private static WordOverlap best(List<WordOverlap> scores) {
    return scores.stream().reduce(WordOverlap::max).orElseThrow();
  }

  private static int longestCommonSubsequence(int[] one, int[] other) {
    int[] above = new int[other.length + 1];
    for (int id : one) {
      int[] row = new int[other.length + 1];
      for (int j = 1; j < row.length; j++) {
        row[j] = id == other[j - 1] ? above[j - 1] + 1 : Math.max(above[j], row[j - 1]);
      }
      above = row;
    }
    return above[other.length];
  }
}
