package dev.rookery.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.SeedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The experiment that lies beside a trained agent. */
public final class SavedExperiment {

  /** The name of the file in a run's folder. */
  public static final String FILE_NAME = "experiment.conf";

  /** A checkpoint lies this many folders below its run. */
  private static final int DEPTH = 2;

  private SavedExperiment() {}

  /**
   * Finds the experiment of a run or of one of its checkpoints.
   *
   * @throws SettingsException if there is none
   */
  public static Path find(Path modelFolder) {
    return find(modelFolder, "-mf");
  }

  /**
   * The same.
   *
   * @param option that names the folder
   */
  static Path find(Path modelFolder, String option) {
    return lookFor(modelFolder)
        .orElseThrow(
            () ->
                new SettingsException(
                    SeedFolder.isOne(modelFolder)
                        ? SeedFolder.severalRuns(modelFolder)
                        : Files.isDirectory(modelFolder)
                            ? modelFolder
                                + " is no trained agent: neither it nor the folders above have "
                                + FILE_NAME
                                + "; give "
                                + option
                                + " a run's folder or one of its checkpoints"
                            : "there is no folder " + modelFolder + " (" + option + ")"));
  }

  /** Whether there is no checkpoint beside an experiment, so that its agent is made anew. */
  static boolean isBeforeTraining(Path experiment) {
    return !RunFolder.holdsCheckpoint(experiment.toAbsolutePath().getParent());
  }

  /** Whether a run's folder has this very experiment, wherever its values were written. */
  public static boolean isOf(Path runFolder, Experiment experiment) {
    try {
      return ConfigFactory.parseFile(runFolder.resolve(FILE_NAME).toFile())
          .equals(ConfigFactory.parseString(experiment.render()));
    } catch (ConfigException e) {
      return false; // it can't be read
    }
  }

  /** The experiment of a run or of one of its checkpoints, if there is one. */
  static Optional<Path> lookFor(Path modelFolder) {
    @Nullable Path folder = modelFolder.toAbsolutePath().normalize();
    for (int up = 0; up <= DEPTH && folder != null; up++) {
      Path file = folder.resolve(FILE_NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /**
   * How the agent of a run or checkpoint was made: the single values below {@code agent}, by name,
   * such as {@code policy-options.hidden-size}; none if its experiment isn't there. A component's
   * name is at {@code .name}, as in {@code policy.name}.
   */
  public static Map<String, String> agentOf(Path modelFolder) {
    Map<String, String> values = new LinkedHashMap<>();
    lookFor(modelFolder)
        .map(file -> SettingsTree.section(ConfigFiles.load(List.of(file), List.of()), "agent"))
        .ifPresent(agent -> agent.values().forEach((key, value) -> add(key, value, values)));
    return values;
  }

  private static void add(String path, SettingsValue value, Map<String, String> values) {
    if (value.raw() instanceof SettingsNode node) {
      node.values().forEach((key, inner) -> add(path + "." + key, inner, values));
    } else {
      values.put(path, String.valueOf(ConfigValues.plain(value)));
    }
  }
}
