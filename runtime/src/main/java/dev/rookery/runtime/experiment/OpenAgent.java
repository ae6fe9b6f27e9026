package dev.rookery.runtime.experiment;

import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.scoring.TrainedAgents;
import dev.rookery.runtime.tensors.Tensors;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An experiment's agent, ready to talk.
 *
 * @param agent closed with this
 * @param teachers of the experiment's task
 */
public record OpenAgent(Agent agent, TaskTeachers teachers, RunInjector made)
    implements TrainedAgents.Opened {

  /**
   * Opens an agent.
   *
   * @param model a run folder (its best checkpoint is taken) or a checkpoint's; empty for an agent
   *     that needs no saved files
   */
  public static OpenAgent of(
      Experiment experiment, ComponentCatalog catalog, Downloads downloads, Optional<Path> model) {
    Tensors.start(experiment);
    RunInjector made =
        new RunInjector(
            new ExperimentModule(experiment, catalog, downloads),
            new AgentModule(model.map(path -> Checkpoint.open(path).folder())));
    try {
      return new OpenAgent(made.get(Agent.class), made.get(TaskTeachers.class), made);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  @Override
  public void close() {
    made.close();
  }
}
