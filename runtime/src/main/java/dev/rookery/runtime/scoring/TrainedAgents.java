package dev.rookery.runtime.scoring;

import dev.rookery.api.dialogue.Agent;
import java.nio.file.Path;

/** Opens trained agents for scoring functions that ask them. */
public interface TrainedAgents {

  /** An agent, which is closed with this. */
  interface Opened extends AutoCloseable {

    /** Ready to talk. */
    Agent agent();

    @Override
    void close();
  }

  /**
   * Opens an agent.
   *
   * @param folder of a run, of a checkpoint or of a model
   * @throws dev.rookery.api.UserException if there is none, or it can't be opened
   * @throws dev.rookery.api.settings.SettingsException if its experiment is wrong here
   */
  Opened open(Path folder);
}
