package dev.rookery.runtime.generator;

import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.PerplexityMetric;
import dev.rookery.api.model.PaddedTokens;
import java.util.ArrayList;
import java.util.List;

/** loss, ppl, token_acc and token_em of teacher forcing, as ParlAI defines them. */
final class TokenMetrics {

  private TokenMetrics() {}

  /** The metrics of each row; none where there is no label. */
  static List<MetricReport> byRow(TeacherForcing.Result result) {
    float[] losses = result.losses().toFloatArray();
    long[] predictions = result.predictions().toLongArray();
    PaddedTokens labels = result.labels();
    List<MetricReport> reports = new ArrayList<>();
    int n = 0;
    for (int row = 0; row < labels.rows(); row++) {
      int length = labels.length(row);
      if (length == 0) {
        reports.add(MetricReport.empty());
        continue;
      }
      double loss = 0;
      int correct = 0;
      for (int column = 0; column < length; column++, n++) {
        loss += losses[n];
        correct += predictions[n] == labels.id(row, column) ? 1 : 0;
      }
      MetricAccumulator metrics = new MetricAccumulator();
      metrics.add("loss", new AverageMetric(loss, length));
      metrics.add("ppl", new PerplexityMetric(loss, length));
      metrics.add("token_acc", new AverageMetric(correct, length));
      metrics.add("token_em", AverageMetric.of(correct == length));
      reports.add(metrics.report());
    }
    return reports;
  }

  /** The metrics of all rows together. */
  static MetricReport ofBatch(TeacherForcing.Result result) {
    MetricAccumulator all = new MetricAccumulator();
    byRow(result).forEach(all::addAll);
    return all.report();
  }
}
