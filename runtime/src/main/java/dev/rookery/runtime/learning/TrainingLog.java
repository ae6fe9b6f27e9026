package dev.rookery.runtime.learning;

import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.FixedMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.RateMetric;
import dev.rookery.api.metrics.SumMetric;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gathers the figures of the updates since the last record, and passes them on.
 *
 * <p>There is a record at every {@code log-every-updates}, validation, checkpoint and end. So a run
 * that was killed goes on from a checkpoint with nothing gathered, and its records are those of an
 * uninterrupted one.
 */
final class TrainingLog {

  /** A report of all figures takes time, and nobody reads progress faster. */
  private static final long REPORTED_EVERY_NANOS = 100_000_000;

  private final LearnerContext context;
  private final TrainingState state;
  private final Milestones milestones;
  private final int every;
  private final MetricAccumulator metrics = new MetricAccumulator();
  private final LongSupplier nanos;
  private long begun;
  private long reported;
  private Map<String, Double> latest = Map.of();
  private double examples;
  private double contextTokens;
  private double labelTokens;
  private double updates;

  TrainingLog(LearnerContext context, TrainingState state, Milestones milestones, int every) {
    this(context, state, milestones, every, System::nanoTime);
  }

  /** With a clock of nanoseconds, for tests. */
  TrainingLog(
      LearnerContext context,
      TrainingState state,
      Milestones milestones,
      int every,
      LongSupplier nanos) {
    this.context = context;
    this.state = state;
    this.milestones = milestones;
    this.every = every;
    this.nanos = nanos;
    begun = nanos.getAsLong();
    reported = begun - REPORTED_EVERY_NANOS;
  }

  /** Where the figures of the next batch go. */
  MetricAccumulator metrics() {
    return metrics;
  }

  /** Counts a batch that was learned from. */
  void count(TrainingBatches.Planned planned) {
    Batch batch = planned.batch();
    examples += planned.examples();
    int ofContext = batch.text().count();
    int ofLabel = batch.labels().map(PaddedTokens::count).orElse(0);
    contextTokens += ofContext;
    labelTokens += ofLabel;
    metrics.add("ctpb", AverageMetric.ofRun(ofContext));
    metrics.add("ltpb", AverageMetric.ofRun(ofLabel));
    metrics.add("tpb", AverageMetric.ofRun(ofContext + ofLabel));
  }

  /** After an update: shows progress, and records if it is time. */
  void afterUpdate() {
    updates++;
    if (state.updates % every == 0) {
      record();
    } else {
      if (nanos.getAsLong() - reported >= REPORTED_EVERY_NANOS) {
        reported = nanos.getAsLong();
        latest = metrics.report().values();
      }
      context.onProgress(
          new TrainingProgress(state.updates, milestones.done(), state.epochs(), latest));
    }
  }

  /** Records what has been gathered, if there is anything. */
  void record() {
    if (updates == 0) {
      return;
    }
    metrics.add("exs", new SumMetric(examples));
    metrics.add("exps", rate(examples));
    metrics.add("ctps", rate(contextTokens));
    metrics.add("ltps", rate(labelTokens));
    metrics.add("tps", rate(contextTokens + labelTokens));
    metrics.add("ups", rate(updates));
    metrics.add("seconds", new FixedMetric(state.seconds));
    state.totals().forEach((name, total) -> metrics.add(name, new FixedMetric(total)));
    latest = metrics.report().values();
    context.tracker().record("train", state.updates, latest);
    context.onProgress(
        new TrainingProgress(state.updates, milestones.done(), state.epochs(), latest));
    restart();
  }

  private RateMetric rate(double count) {
    return new RateMetric(count, begun, nanos.getAsLong(), true);
  }

  /** Forgets the time since the last record, after a validation or a save. */
  void restart() {
    metrics.clear();
    examples = 0;
    contextTokens = 0;
    labelTokens = 0;
    updates = 0;
    begun = nanos.getAsLong();
    reported = begun;
  }
}
