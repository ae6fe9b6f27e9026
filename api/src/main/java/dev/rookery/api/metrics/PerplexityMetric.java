package dev.rookery.api.metrics;

/**
 * Perplexity: {@code exp} of the mean negative log-probability over all tokens, and not the mean of
 * the perplexities of examples.
 *
 * @param negativeLogLikelihood summed over tokens, natural logarithm
 * @param tokens how many
 */
public record PerplexityMetric(double negativeLogLikelihood, double tokens) implements Metric {

  /** At least 1 for a real model; 1 if nothing was counted. */
  @Override
  public double value() {
    return Math.exp(AverageMetric.mean(negativeLogLikelihood, tokens));
  }

  @Override
  public boolean macroAveraged() {
    return true;
  }

  @Override
  public PerplexityMetric merge(Metric other) {
    if (other instanceof PerplexityMetric more) {
      return new PerplexityMetric(
          negativeLogLikelihood + more.negativeLogLikelihood, tokens + more.tokens);
    }
    throw Metric.mismatch(this, other);
  }
}
