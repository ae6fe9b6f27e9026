package dev.rookery.runtime.learning;

import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.metrics.FixedMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.RateMetric;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import java.util.Map;

/**
 * Gathers the figures of the updates since the last record, and passes them on.
 *
 * <p>There is a record at every {@code log-every-updates}, validation, checkpoint and end. So a run
 * that was killed goes on from a checkpoint with nothing gathered, and its records are those of an
 * uninterrupted one.
 */
final class TrainingLog {

  private final LearnerContext context;
  private final TrainingState state;
  private final Milestones milestones;
  private final int every;
  private final MetricAccumulator metrics = new MetricAccumulator();
  private long begun = System.nanoTime();
  private double examples;
  private double tokens;
  private double updates;

  TrainingLog(LearnerContext context, TrainingState state, Milestones milestones, int every) {
    this.context = context;
    this.state = state;
    this.milestones = milestones;
    this.every = every;
  }

  /** Where the figures of the next batch go. */
  MetricAccumulator metrics() {
    return metrics;
  }

  /** Counts a batch that was learned from. */
  void count(TrainingBatches.Planned planned) {
    Batch batch = planned.batch();
    examples += planned.examples();
    tokens += batch.text().count() + batch.labels().map(PaddedTokens::count).orElse(0);
  }

  /** After an update: shows progress, and records if it is time. */
  void afterUpdate() {
    updates++;
    if (state.updates % every == 0) {
      record();
    } else {
      context.onProgress(
          new TrainingProgress(
              state.updates, milestones.done(), state.epochs(), metrics.report().values()));
    }
  }

  /** Records what has been gathered, if there is anything. */
  void record() {
    if (updates == 0) {
      return;
    }
    metrics.add("exps", RateMetric.since(begun, examples));
    metrics.add("tps", RateMetric.since(begun, tokens));
    metrics.add("ups", RateMetric.since(begun, updates));
    metrics.add("exs", new FixedMetric(state.examples));
    metrics.add("epochs", new FixedMetric(state.epochs()));
    metrics.add("seconds", new FixedMetric(state.seconds));
    metrics.add("total_train_updates", new FixedMetric(state.updates));
    Map<String, Double> values = metrics.report().values();
    context.tracker().record("train", state.updates, values);
    context.onProgress(
        new TrainingProgress(state.updates, milestones.done(), state.epochs(), values));
    restart();
  }

  /** Forgets the time since the last record, after a validation or a save. */
  void restart() {
    metrics.clear();
    examples = 0;
    tokens = 0;
    updates = 0;
    begun = System.nanoTime();
  }
}
