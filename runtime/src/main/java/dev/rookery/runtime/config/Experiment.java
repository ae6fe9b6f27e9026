package dev.rookery.runtime.config;

import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param savedOrigins of an experiment that goes on: by where a value stands in its file, where it
 *     was written at first
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
    Settings zoo,
    Map<String, String> savedOrigins) {

  public Experiment {
    trackers = List.copyOf(trackers);
    savedOrigins = Map.copyOf(savedOrigins);
  }

  /** Where everything random derives from. */
  public long seed() {
    return run.get(Sections.SEED);
  }

  /** The seeds of a training with several of them, in their order; empty if there is one. */
  public List<Long> seeds() {
    return run.find(Sections.SEEDS).orElse(List.of()).stream().map(Long::valueOf).toList();
  }

  /** The same with one of its seeds. */
  public Experiment withSeed(long seed) {
    Map<String, SettingsValue> values = new LinkedHashMap<>();
    for (Setting<?> setting : run.spec().settings()) {
      if (run.isGiven(setting)) {
        values.put(setting.name(), new SettingsValue(run.get(setting), run.originOf(setting)));
      }
    }
    values.remove(Sections.SEEDS.name());
    values.put(Sections.SEED.name(), new SettingsValue(seed, run.originOf(Sections.SEEDS)));
    Settings one = Sections.RUN.read(new SettingsNode("run", values), new Problems());
    return new Experiment(
        task, agent, search, learner, trackers, eval, data, one, plugins, zoo, savedOrigins);
  }

  /**
   * The experiment as HOCON, defaults included, each value with a comment that says where it was
   * written. Read again it gives the same experiment. A model of a zoo is called by its name.
   */
  public String render() {
    return new ExperimentWriter(false, savedOrigins).write(this);
  }

  /**
   * The experiment as HOCON for another machine: without comments, without what only says where
   * things are on this one, and with the last name instead of each path.
   */
  public String renderPortable() {
    return new ExperimentWriter(true, Map.of()).write(this);
  }
}
