package dev.rookery.runtime.learning.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of different sequences, in the order in which they were found: the best, and the area
 * under the curve of the best K against the number found, as the benchmark Practical Molecular
 * Optimization has it (Gao et al. 2022).
 */
final class ScoreHistory {

  /** Between two points of the curve, in sequences. */
  private static final int STEP = 100;

  private final List<Double> all = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private long valid;

  /**
   * Adds a sequence.
   *
   * @param key of what it stands for; one that is known already counts once
   * @param isValid whether it could be scored
   */
  void add(String key, double score, boolean isValid) {
    all.add(score);
    if (isValid) {
      valid++;
    }
    if (seen.putIfAbsent(key, scores.size()) == null) {
      scores.add(score);
    }
  }

  /** How many were written, those known before included. */
  long written() {
    return all.size();
  }

  double shareValid() {
    return all.isEmpty() ? 0 : (double) valid / all.size();
  }

  double shareDifferent() {
    return all.isEmpty() ? 0 : (double) seen.size() / all.size();
  }

  /** The mean score of the first 500 that were written, at most of the first half. */
  double meanOfFirst() {
    return mean(all.subList(0, end()));
  }

  /** The mean score of the last 500 that were written, at most of the last half. */
  double meanOfLast() {
    return mean(all.subList(all.size() - end(), all.size()));
  }

  private int end() {
    return MoleculesFile.ends(all.size());
  }

  private static double mean(List<Double> some) {
    return some.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The mean of the K best scores, or of all if there are fewer. */
  double top(int k) {
    return top(k, scores.size());
  }

  private double top(int k, int first) {
    List<Double> sorted = new ArrayList<>(scores.subList(0, first));
    sorted.sort(Collections.reverseOrder());
    return sorted.stream().limit(k).mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /**
   * The area under the mean of the K best scores, as a share of the budget; what is left of the
   * budget counts with the last mean.
   */
  double areaUnderTop(int k, long budget) {
    double area = 0;
    double before = 0;
    int at = 0;
    int end = (int) Math.min(scores.size(), budget);
    for (int next = STEP; next < end; next += STEP) {
      double now = top(k, next);
      area += STEP * (now + before) / 2;
      before = now;
      at = next;
    }
    double last = top(k, end);
    area += (end - at) * (last + before) / 2;
    area += (budget - end) * last;
    return area / budget;
  }
}
