package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.runtime.decoding.BeamWatch;
import dev.rookery.runtime.experiment.AgentLoader;
import java.nio.file.Path;
import java.util.Optional;

/** The agent of the experiment, new or loaded from a model folder. */
public final class AgentModule extends AbstractModule {

  private final Optional<Path> modelFolder;

  /**
   * Creates the module.
   *
   * @param modelFolder where the agent's files are; empty for a new agent
   */
  public AgentModule(Optional<Path> modelFolder) {
    this.modelFolder = modelFolder;
  }

  @Override
  protected void configure() {
    bind(AgentLoader.class);
    bind(BeamWatch.class).toInstance(new BeamWatch());
  }

  @Provides
  @Singleton
  Agent agent(AgentLoader loader) {
    return loader.load(modelFolder);
  }
}
