package dev.rookery.api.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inter-distinct: the share of different n-grams among all n-grams of all replies.
 *
 * @param counts how often each n-gram was seen; tokens are joined by one blank
 */
public record DistinctMetric(Map<String, Long> counts) implements Metric {

  public DistinctMetric {
    counts = Map.copyOf(counts);
  }

  /**
   * The n-grams of one reply.
   *
   * @param tokens without blanks in them
   * @param n tokens an n-gram, at least 1
   */
  public static DistinctMetric of(List<String> tokens, int n) {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(String.join(" ", tokens.subList(i, i + n)), 1L, Long::sum);
    }
    return new DistinctMetric(counts);
  }

  /** Between 0 and 1; ParlAI's 1e-7 if there is no n-gram at all. */
  @Override
  public double value() {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    return ratio(counts.size(), total);
  }

  /** Different n-grams by all n-grams, kept from dividing by zero as in ParlAI. */
  public static double ratio(long different, long total) {
    return Math.max((double) different, 1e-12) / Math.max((double) total, 1e-5);
  }

  @Override
  public DistinctMetric merge(Metric other) {
    if (other instanceof DistinctMetric more) {
      Map<String, Long> sums = new HashMap<>(counts);
      more.addTo(sums);
      return new DistinctMetric(sums);
    }
    throw Metric.mismatch(this, other);
  }

  /** Adds these counts to a table. */
  void addTo(Map<String, Long> table) {
    counts.forEach((ngram, count) -> table.merge(ngram, count, Long::sum));
  }
}
