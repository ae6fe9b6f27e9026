package dev.rookery.runtime.generator;

import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;

/** One turn as token ids. */
record GeneratorExample(Vectorized turn) implements TrainingExample {

  @Override
  public int contextLength() {
    return turn.context().ids().length();
  }

  @Override
  public int labelLength() {
    return turn.findLabel().map(label -> label.ids().length()).orElse(0);
  }

  /** Adds clen, ctrunc, llen and the like: lengths before truncation, and what was cut off. */
  void addLengths(MetricAccumulator metrics) {
    add("c", turn.context(), metrics);
    turn.findLabel().ifPresent(label -> add("l", label, metrics));
  }

  private static void add(String letter, VectorizedText text, MetricAccumulator metrics) {
    metrics.add(letter + "len", AverageMetric.of(text.originalLength()));
    metrics.add(letter + "trunc", AverageMetric.of(text.truncated()));
    metrics.add(letter + "trunclen", AverageMetric.of(text.truncatedLength()));
  }
}
