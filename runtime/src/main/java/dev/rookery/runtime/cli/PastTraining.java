package dev.rookery.runtime.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.run.SeedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder tells of a training without any of its plugins: one run, or several seeds. */
sealed interface PastTraining permits PastRun, PastSeeds {

  /** Where runs are as a rule, and how they are called without it. */
  Path RUNS = Path.of("runs");

  /** Its folder. */
  Path folder();

  /** Every value of its experiment by full key, as text. */
  Map<String, String> settings();

  /** Where its experiment is written. */
  Path experiment();

  /** Whether it trains now, or how it ended. */
  String state();

  /** When it was begun or resumed for the last time, in the time zone of this machine. */
  String started();

  /** Number of weight updates that were made, as far as figures tell. */
  long updates();

  /** Its newest figures of a phase, such as {@code valid}; none if it has no such phase. */
  Map<String, Double> figures(String phase);

  /** What stands in a list before its figures. */
  String remark();

  /** What programs are told of it beside what every training has. */
  Map<String, Object> details();

  /**
   * Reads a training.
   *
   * @param given its folder, or what it is called in a list of {@code runs}
   * @throws SettingsException if there is none
   */
  static PastTraining find(Path given) {
    Path below = RUNS.resolve(given);
    if (!Files.exists(given) && !Files.exists(below)) {
      throw new SettingsException(
          "there is no run " + given + " (nor " + below + "); \"rookery runs list\" shows them");
    }
    return read(!isOne(given) && isOne(below) ? below : given);
  }

  private static boolean isOne(Path folder) {
    return SeedFolder.isOne(folder)
        || Files.isRegularFile(folder.resolve(SavedExperiment.FILE_NAME));
  }

  /**
   * Reads the training of a folder.
   *
   * @throws SettingsException if it has none
   */
  static PastTraining read(Path folder) {
    return SeedFolder.isOne(folder) ? PastSeeds.of(folder) : PastRun.of(folder);
  }

  /**
   * The folders of the trainings below a folder by name, those of several seeds before the runs in
   * them; none if there is no such folder.
   */
  static List<Path> folders(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    if (SeedFolder.isOne(runs)) {
      return withRuns(runs).toList();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.sorted().flatMap(PastTraining::withRuns).filter(PastTraining::isOne).toList();
    } catch (IOException e) {
      throw new UserException("can't read " + runs + ": " + e.getMessage(), e);
    }
  }

  private static Stream<Path> withRuns(Path folder) {
    return Stream.concat(Stream.of(folder), SeedFolder.runs(folder).stream());
  }

  /** The values of an experiment by full key. */
  static Map<String, String> settings(Path file) {
    Map<String, String> settings = new TreeMap<>();
    try {
      Config config = ConfigFactory.parseFile(file.toFile()).resolve();
      config
          .entrySet()
          .forEach(
              entry -> settings.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped())));
    } catch (ConfigException e) {
      throw new UserException("can't read " + file + ": " + e.getMessage(), e);
    }
    return settings;
  }

  /** What a training's folder is called: one of several seeds by the folder of all, too. */
  static String name(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path above = whole.getParent();
    return above != null && SeedFolder.isOne(above)
        ? above.getFileName() + "/" + whole.getFileName()
        : String.valueOf(whole.getFileName());
  }

  /** What it is called. */
  default String name() {
    return name(folder());
  }

  /** What the agent is, in short. */
  default String agent() {
    return settings().getOrDefault("agent.model", settings().getOrDefault("agent.name", "?"));
  }

  /** The scoring function that it learned from, if it did. */
  default Optional<String> score() {
    return Optional.ofNullable(settings().get("learner.score.name"))
        .or(() -> Optional.ofNullable(settings().get("learner.score")));
  }

  /** The task, if there is one: who learns from scores needs none. */
  default Optional<String> task() {
    return Optional.ofNullable(settings().get("task.name"));
  }

  /** What was learned: the task or, from scores, the score. */
  default String goal() {
    return score().map(score -> "score " + score).or(this::task).orElse("?");
  }

  /** All of it for programs. */
  default Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name());
    map.put("folder", folder().toString());
    map.put("state", state());
    map.put("started", started());
    map.put("agent", agent());
    task().ifPresent(task -> map.put("task", task));
    score().ifPresent(score -> map.put("score", score));
    map.put("updates", updates());
    map.putAll(details());
    return map;
  }

  /** The newest figures of the training, where there is no validation to tell how it goes. */
  default Map<String, Double> training() {
    return figures("valid").isEmpty() ? figures("train") : Map.of();
  }
}
