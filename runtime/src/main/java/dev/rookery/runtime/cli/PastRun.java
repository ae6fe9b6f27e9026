package dev.rookery.runtime.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.SeedFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the folder of a run tells without any of its plugins.
 *
 * @param folder of the run
 * @param settings every value of its experiment by full key, as text
 * @param records its figures in the order in which they came
 */
record PastRun(Path folder, Map<String, String> settings, List<MetricsRecord> records) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  /** Reads a run's folder. */
  static PastRun read(Path folder) {
    Path file = folder.resolve(SavedExperiment.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          SeedFolder.isOne(folder)
              ? SeedFolder.severalRuns(folder)
              : folder + " is not the folder of a run: it has no " + SavedExperiment.FILE_NAME);
    }
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
    return new PastRun(folder, settings, new MetricsFile(folder.resolve(MetricsFile.NAME)).read());
  }

  /**
   * The folders of the runs below a folder, those of several seeds included, by name; none if there
   * is no such folder.
   */
  static List<Path> folders(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    if (SeedFolder.isOne(runs)) {
      return SeedFolder.runs(runs);
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .sorted()
          .flatMap(
              folder ->
                  SeedFolder.isOne(folder) ? SeedFolder.runs(folder).stream() : Stream.of(folder))
          .filter(folder -> Files.isRegularFile(folder.resolve(SavedExperiment.FILE_NAME)))
          .toList();
    } catch (IOException e) {
      throw new UserException("can't read " + runs + ": " + e.getMessage(), e);
    }
  }

  /** Whether it trains now, or how its training ended. */
  String state() {
    if (RunFolder.isInUse(folder)) {
      return "running";
    }
    return lastStart()
        .map(start -> start.path("ending").asText(Provenance.INTERRUPTED)) // it was killed
        .orElse("?");
  }

  /** When it was begun or resumed for the last time, in the time zone of this machine. */
  String started() {
    return lastStart()
        .map(start -> start.path("started").asText())
        .filter(text -> !text.isEmpty())
        .map(text -> DATE.format(Instant.parse(text)))
        .orElse("?");
  }

  private Optional<ObjectNode> lastStart() {
    List<ObjectNode> starts = Provenance.read(folder.resolve(Provenance.FILE_NAME));
    return starts.isEmpty() ? Optional.empty() : Optional.of(starts.get(starts.size() - 1));
  }

  String name() {
    return name(folder);
  }

  /** What a run's folder is called: one of several seeds by the folder of all, too. */
  static String name(Path folder) {
    String name = String.valueOf(folder.getFileName());
    Path above = folder.toAbsolutePath().getParent();
    return above != null && SeedFolder.isOne(above) ? above.getFileName() + "/" + name : name;
  }

  /** The newest figures of a phase, such as {@code valid}. */
  Optional<MetricsRecord> last(String phase) {
    return records.stream()
        .filter(metrics -> metrics.phase().equals(phase))
        .reduce((earlier, later) -> later);
  }

  /** Number of weight updates that were made, as far as figures tell. */
  long updates() {
    return records.stream().mapToLong(MetricsRecord::update).max().orElse(0);
  }

  /** What the agent is, in short. */
  String agent() {
    String name = settings.getOrDefault("agent.name", "?");
    return settings.getOrDefault("agent.model", name);
  }

  String task() {
    return settings.getOrDefault("task.name", "?");
  }

  /** The scoring function that the run learned from, if it did. */
  Optional<String> score() {
    return Optional.ofNullable(settings.get("learner.score.name"))
        .or(() -> Optional.ofNullable(settings.get("learner.score")));
  }

  /** The newest figures of the training, where there is no validation to tell how it goes. */
  Map<String, Double> training() {
    return last("valid").isPresent()
        ? Map.of()
        : last("train").map(MetricsRecord::values).orElse(Map.of());
  }
}
