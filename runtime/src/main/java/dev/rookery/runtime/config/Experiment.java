package dev.rookery.runtime.config;

import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * A checked experiment: every name found, every setting read. Sections that a command doesn't need
 * may be missing.
 *
 * @param task what is learned and talked about
 * @param agent who learns and talks
 * @param search how the agent chooses its words
 * @param learner how the agent is trained
 * @param trackers where figures are written
 * @param eval settings of {@link Sections#EVAL}
 * @param data settings of {@link Sections#DATA}
 * @param run settings of {@link Sections#RUN}
 * @param plugins settings of {@link Sections#PLUGINS}
 * @param zoo settings of {@link Sections#ZOO}
 */
public record Experiment(
    Optional<TaskChoice> task,
    Optional<Selected<AgentFactory>> agent,
    Optional<Selected<SearchFactory>> search,
    Optional<Selected<LearnerFactory>> learner,
    List<Selected<TrackerFactory>> trackers,
    Settings eval,
    Settings data,
    Settings run,
    Settings plugins,
    Settings zoo) {

  public Experiment {
    trackers = List.copyOf(trackers);
  }

  /** Where everything random derives from. */
  public long seed() {
    return run.get(Sections.SEED);
  }

  /**
   * The experiment as HOCON, defaults included, each value with a comment that says where it was
   * written. Read again it gives the same experiment.
   */
  public String render() {
    return new ExperimentWriter(false).write(this);
  }

  /**
   * The experiment as HOCON for another machine: without comments, without what only says where
   * things are on this one, and with the last name instead of each path.
   */
  public String renderPortable() {
    return new ExperimentWriter(true).write(this);
  }
}
