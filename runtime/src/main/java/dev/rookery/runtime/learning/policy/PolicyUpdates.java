package dev.rookery.runtime.learning.policy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.learning.GradientClipping;
import dev.rookery.runtime.world.Shuffle;
import java.util.List;
import java.util.function.Function;

/** Changes the weights of a policy, and of its critic, by the gradient of a loss. */
final class PolicyUpdates {

  private final List<Parameters> parameters;
  private final List<Optimizer> optimizers;
  private final double learningRate;
  private final double gradientClip;
  private final long seed;
  private final NDManager manager;
  private final Engine engine = Engine.getInstance();
  private MetricAccumulator metrics = new MetricAccumulator();
  private long count;

  /**
   * Begins.
   *
   * @param optimizers one for each of the parameters
   * @param gradientClip largest global norm of the gradient; 0 or less for none
   */
  PolicyUpdates(
      List<Parameters> parameters,
      List<Optimizer> optimizers,
      double learningRate,
      double gradientClip,
      long seed,
      NDManager manager) {
    this.parameters = parameters;
    this.optimizers = optimizers;
    this.learningRate = learningRate;
    this.gradientClip = gradientClip;
    this.seed = seed;
    this.manager = manager;
    parameters.forEach(Parameters::zeroGradients);
  }

  /** How many updates were made. */
  long count() {
    return count;
  }

  void restore(long updates) {
    count = updates;
  }

  /** The parent of the managers of steps. */
  NDManager manager() {
    return manager;
  }

  /**
   * One update.
   *
   * @param loss computes a number, with arrays attached to the manager that it is given
   */
  void update(Function<NDManager, NDArray> loss) {
    try (NDManager step = manager.newSubManager()) {
      engine.setRandomSeed((int) Shuffle.mix(seed, count));
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray value = loss.apply(step);
        metrics.add("loss", AverageMetric.of(value.getFloat()));
        collector.backward(value);
      }
      double norm = new GradientClipping(gradientClip).apply(parameters);
      if (!Double.isFinite(norm)) {
        throw new UserException(
            "the gradient is "
                + norm
                + " at update "
                + (count + 1)
                + ": the training diverged. Lower learner.learning-rate or set"
                + " learner.gradient-clip; the checkpoints before are untouched");
      }
      metrics.add("gnorm", AverageMetric.of(norm));
    }
    optimizers.forEach(optimizer -> optimizer.step(learningRate));
    parameters.forEach(Parameters::zeroGradients);
    count++;
  }

  /** Adds a figure to those of the present round. */
  void tell(String name, double value) {
    metrics.add(name, AverageMetric.of(value));
  }

  /** The figures since this was asked last. */
  MetricAccumulator takeMetrics() {
    MetricAccumulator taken = metrics;
    metrics = new MetricAccumulator();
    return taken;
  }
}
