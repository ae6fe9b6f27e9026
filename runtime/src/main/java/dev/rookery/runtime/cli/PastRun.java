package dev.rookery.runtime.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of the past.
 *
 * @param folder of the run
 * @param settings every value of its experiment by full key, as text
 * @param records its figures in the order in which they came
 */
record PastRun(Path folder, Map<String, String> settings, List<MetricsRecord> records)
    implements PastTraining {

  /** What figures are of, in the order in which they are shown. */
  static final List<String> PHASES = List.of("train", "valid", "test", "final");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  /** Reads a run's folder. */
  static PastRun of(Path folder) {
    Path file = folder.resolve(SavedExperiment.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          folder + " is not the folder of a run: it has no " + SavedExperiment.FILE_NAME);
    }
    return new PastRun(
        folder,
        PastTraining.settings(file),
        new MetricsFile(folder.resolve(MetricsFile.NAME)).read());
  }

  @Override
  public Path experiment() {
    return folder.resolve(SavedExperiment.FILE_NAME);
  }

  @Override
  public String state() {
    if (RunFolder.isInUse(folder)) {
      return "running";
    }
    return lastStart()
        .map(start -> start.path("ending").asText(Provenance.INTERRUPTED)) // it was killed
        .orElse("?");
  }

  @Override
  public String started() {
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

  /** The newest figures of a phase, such as {@code valid}. */
  Optional<MetricsRecord> last(String phase) {
    return records.stream()
        .filter(metrics -> metrics.phase().equals(phase))
        .reduce((earlier, later) -> later);
  }

  @Override
  public Map<String, Double> figures(String phase) {
    return last(phase).map(MetricsRecord::values).orElse(Map.of());
  }

  @Override
  public long updates() {
    return records.stream().mapToLong(MetricsRecord::update).max().orElse(0);
  }

  @Override
  public String remark() {
    return "";
  }

  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    PHASES.forEach(phase -> last(phase).ifPresent(figures -> details.put(phase, figures.values())));
    return details;
  }
}
