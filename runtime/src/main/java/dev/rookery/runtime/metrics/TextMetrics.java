package dev.rookery.runtime.metrics;

import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.DistinctMetric;
import dev.rookery.api.metrics.Metric;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a reply with the right answers. Names are those that ParlAI reports: {@code rouge_1}
 * where the option says {@code rouge-1}. Not thread-safe.
 */
final class TextMetrics {

  /** What is reported of ROUGE. */
  enum RougeFigures {
    /** Recall alone, as {@code rouge_1}. */
    RECALL,
    /** Precision and F1 as well, as {@code rouge_1_p} and {@code rouge_1_f}. */
    ALL
  }

  private final MetricSelection selection;
  private final RougeFigures rougeFigures;
  private final Rouge rouge = new Rouge();

  TextMetrics(MetricSelection selection, RougeFigures rougeFigures) {
    this.selection = selection;
    this.rougeFigures = rougeFigures;
  }

  /**
   * The metrics of one reply; accuracy, precision, recall and F1 are always among them.
   *
   * @param answers at least one
   */
  Map<String, Metric> of(NormalizedText guess, List<NormalizedText> answers) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", AverageMetric.of(answers.contains(guess)));
    WordOverlap overlap = WordOverlap.of(guess, answers);
    metrics.put("precision", AverageMetric.of(overlap.precision()));
    metrics.put("recall", AverageMetric.of(overlap.recall()));
    metrics.put("f1", AverageMetric.of(overlap.f1()));
    addBleu(guess, answers, metrics);
    addRouge(guess, answers, metrics);
    for (int n = 1; n <= 2; n++) {
      addDistinct(guess, n, metrics);
    }
    return metrics;
  }

  private void addBleu(
      NormalizedText guess, List<NormalizedText> answers, Map<String, Metric> metrics) {
    if (!selection.hasBleu()) {
      return;
    }
    double[] scores = Bleu.scores(guess, answers);
    for (int k = 1; k <= Bleu.MAX_ORDER; k++) {
      if (selection.has("bleu-" + k)) {
        metrics.put("bleu-" + k, AverageMetric.of(scores[k - 1]));
      }
    }
  }

  private void addRouge(
      NormalizedText guess, List<NormalizedText> answers, Map<String, Metric> metrics) {
    if (!selection.hasRouge()) {
      return;
    }
    Rouge.Scores scores = rouge.scores(guess, answers);
    addRouge("1", scores.rouge1(), metrics);
    addRouge("2", scores.rouge2(), metrics);
    addRouge("L", scores.rougeL(), metrics);
  }

  private void addRouge(String kind, WordOverlap overlap, Map<String, Metric> metrics) {
    if (!selection.has("rouge-" + kind)) {
      return;
    }
    metrics.put("rouge_" + kind, AverageMetric.of(overlap.recall()));
    if (rougeFigures == RougeFigures.ALL) {
      metrics.put("rouge_" + kind + "_p", AverageMetric.of(overlap.precision()));
      metrics.put("rouge_" + kind + "_f", AverageMetric.of(overlap.f1()));
    }
  }

  private void addDistinct(NormalizedText guess, int n, Map<String, Metric> metrics) {
    boolean inter = selection.has("interdistinct-" + n);
    boolean intra = selection.has("intradistinct-" + n);
    if (!inter && !intra) {
      return;
    }
    DistinctMetric ngrams = DistinctMetric.of(guess.tokens(), n);
    if (inter) {
      metrics.put("interdistinct-" + n, ngrams);
    }
    if (intra) {
      metrics.put("intradistinct-" + n, AverageMetric.of(ngrams.value()));
    }
  }

  /** For each k, whether a right answer is among the first k of a ranking. */
  static Map<String, Metric> ofRanking(
      List<String> ranking, List<NormalizedText> answers, int... ks) {
    HashSet<NormalizedText> right = new HashSet<>(answers);
    int rank = 1;
    for (String candidate : ranking) {
      if (right.contains(NormalizedText.of(candidate))) {
        break;
      }
      rank++;
    }
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (int k : ks) {
      metrics.put("hits@" + k, AverageMetric.of(rank <= Math.min(k, ranking.size())));
    }
    return metrics;
  }
}
