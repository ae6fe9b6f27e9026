package dev.rookery.runtime.learning;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.Components;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.learning.checkpoint.CheckpointContent;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoint of a training that another program made. The supervised learner opens it as one of
 * its own.
 *
 * @param updates number of weight updates so far
 * @param scheduler state of the learning rate's schedule
 */
public record ImportedTraining(long updates, Map<String, Double> scheduler) {

  /** Finds the optimizer's arrays. */
  @FunctionalInterface
  public interface OptimizerArrays {
    /**
     * The arrays by the optimizer's own names.
     *
     * @param wanted arrays that the optimizer has, by name
     */
    Map<String, NDArray> forOptimizer(Map<String, NDArray> wanted);
  }

  /**
   * Makes the optimizer of a supervised learner and fills it.
   *
   * @param learner settings of the learner
   * @throws IllegalArgumentException if the arrays don't fit; says how
   */
  public static Optimizer optimizer(
      Settings learner, Components components, TrainableAgent agent, OptimizerArrays arrays) {
    Components.Found<OptimizerFactory> found =
        components.find(OptimizerFactory.class, learner.get(SupervisedSettings.OPTIMIZER));
    Optimizer optimizer = found.factory().create(found.settings(), agent.parameters());
    try {
      optimizer.restore(arrays.forOptimizer(optimizer.state()));
      return optimizer;
    } catch (RuntimeException e) {
      optimizer.close();
      throw e;
    }
  }

  /** Saves the checkpoint in a run folder, as its best. */
  public void save(Path runFolder, TrainableAgent agent, Optional<Optimizer> optimizer) {
    TrainingState training = new TrainingState();
    training.updates = updates;
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    training.toMap().forEach(state.putObject(RunCheckpoints.TRAINING)::put);
    scheduler.forEach(state.putObject(RunCheckpoints.SCHEDULER)::put);
    new CheckpointStore(runFolder, 1)
        .save(
            new CheckpointContent(updates, agent.parameters(), optimizer, state, agent::saveFiles),
            true);
  }
}
