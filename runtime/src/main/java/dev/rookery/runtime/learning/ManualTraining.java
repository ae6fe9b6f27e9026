package dev.rookery.runtime.learning;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.model.Batch;
import dev.rookery.runtime.world.TrainingEpisodes;
import java.util.ArrayList;
import java.util.List;

/**
 * The updates of the supervised learner, one at a time, for benchmarks and experiments at a prompt.
 * The caller says when; nothing is validated or saved.
 */
public final class ManualTraining implements AutoCloseable {

  private final List<WeightedTeacher> tasks;
  private final TrainingBatches batches;
  private final Optimizer optimizer;
  private final NDManager manager = NDManager.newBaseManager();
  private final UpdateStep step;
  private final TrainingState state = new TrainingState();

  /** Begins a training with the context's agent, which stays the caller's. */
  public ManualTraining(LearnerContext context) {
    TrainableAgent agent = (TrainableAgent) context.agent();
    SupervisedSettings settings = SupervisedSettings.of(context.settings());
    SupervisedSettings.Update update = settings.update();
    Components.Found<OptimizerFactory> foundOptimizer =
        context.components().find(OptimizerFactory.class, update.optimizer());
    Components.Found<LrSchedulerFactory> foundScheduler =
        context.components().find(LrSchedulerFactory.class, update.lrScheduler());
    optimizer = foundOptimizer.factory().create(foundOptimizer.settings(), agent.parameters());
    step =
        new UpdateStep(
            agent,
            optimizer,
            foundScheduler.factory().create(foundScheduler.settings(), update.learningRate()),
            update,
            context.seed(),
            manager);
    tasks = context.teachers(DataType.TRAIN);
    batches =
        new TrainingBatches(
            agent,
            Additions.NONE,
            new TrainingEpisodes(
                tasks.stream().map(WeightedTeacher::teacher).toList(),
                tasks.stream().map(WeightedTeacher::weight).toList(),
                context.seed()),
            new TrainingBatches.Plan(update.batchSize(), update.pool()),
            context.seed(),
            0,
            0);
  }

  /** The next batches of the training. */
  public List<Batch> nextBatches(int count) {
    List<Batch> next = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      next.add(batches.next().batch());
    }
    return next;
  }

  /**
   * Learns from one batch.
   *
   * @return its loss
   */
  public double update(Batch batch) {
    MetricAccumulator metrics = new MetricAccumulator();
    step.run(batch, state.updates, state, metrics);
    return metrics.report().value("loss").orElse(Double.NaN);
  }

  @Override
  public void close() {
    batches.close();
    tasks.forEach(task -> task.teacher().close());
    optimizer.close();
    manager.close();
  }
}
