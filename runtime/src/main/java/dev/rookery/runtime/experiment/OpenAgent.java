package dev.rookery.runtime.experiment;

import com.google.inject.Injector;
import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
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
public record OpenAgent(Agent agent, TaskTeachers teachers) implements AutoCloseable {

  /**
   * Opens an agent.
   *
   * @param model a run folder (its best checkpoint is taken) or a checkpoint's; empty for an agent
   *     that needs no saved files
   */
  public static OpenAgent of(
      Experiment experiment, ComponentCatalog catalog, Downloads downloads, Optional<Path> model) {
    Tensors.start(experiment);
    Injector injector =
        RunInjector.of(
            new ExperimentModule(experiment, catalog, downloads),
            new AgentModule(model.map(path -> Checkpoint.open(path).folder())));
    return new OpenAgent(
        injector.getInstance(Agent.class), injector.getInstance(TaskTeachers.class));
  }

  @Override
  public void close() {
    agent.close();
  }
}
