package dev.rookery.runtime.learning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.model.Batch;
import dev.rookery.api.nn.Scale;
import dev.rookery.runtime.world.Shuffle;

/** One batch: forward, backward and, when enough gradients are gathered, one update. */
final class UpdateStep {

  private final TrainableAgent agent;
  private final Optimizer optimizer;
  private final LrScheduler scheduler;
  private final SupervisedSettings.Update settings;
  private final long seed;
  private final NDManager manager;
  private final Engine engine = Engine.getInstance();

  UpdateStep(
      TrainableAgent agent,
      Optimizer optimizer,
      LrScheduler scheduler,
      SupervisedSettings.Update settings,
      long seed,
      NDManager manager) {
    this.agent = agent;
    this.optimizer = optimizer;
    this.scheduler = scheduler;
    this.settings = settings;
    this.seed = seed;
    this.manager = manager;
    agent.parameters().zeroGradients();
  }

  /**
   * Learns from one batch.
   *
   * @param number of the batch since the beginning of the run, from which its randomness derives
   * @param state whose count of updates goes up when an update is made
   * @param metrics that the batch's figures are added to
   */
  void run(Batch batch, long number, TrainingState state, MetricAccumulator metrics) {
    try (NDManager step = manager.newSubManager()) {
      engine.setRandomSeed((int) Shuffle.mix(seed, number));
      try (GradientCollector collector = engine.newGradientCollector()) {
        TrainableAgent.Loss loss = agent.loss(batch, step);
        collector.backward(share(loss.value(), settings.frequency()));
        metrics.addAll(loss.metrics());
      }
      if ((number + 1) % settings.frequency() == 0) {
        update(state, metrics);
      }
    }
  }

  /** What one of the gathered batches adds to the loss of the update. */
  static NDArray share(NDArray loss, int frequency) {
    return frequency > 1 ? Scale.dividedBy(loss, frequency) : loss;
  }

  private void update(TrainingState state, MetricAccumulator metrics) {
    double rate = scheduler.learningRate();
    double norm = new GradientClipping(settings.gradientClip()).apply(agent.parameters());
    if (!Double.isFinite(norm)) {
      throw new UserException(
          "the gradient is "
              + norm
              + " at update "
              + (state.updates + 1)
              + ": the training diverged. Lower learning-rate or set gradient-clip; the checkpoints"
              + " before are untouched");
    }
    optimizer.step(rate);
    agent.parameters().zeroGradients();
    state.updates++;
    scheduler.afterUpdate(state.updates);
    metrics.add("gnorm", AverageMetric.ofRun(norm));
    if (settings.gradientClip() > 0) {
      metrics.add("clip", AverageMetric.ofRun(norm > settings.gradientClip() ? 1 : 0));
    }
    metrics.add("lr", new NewestFigure(rate));
  }
}
