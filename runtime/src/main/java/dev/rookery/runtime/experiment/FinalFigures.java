package dev.rookery.runtime.experiment;

import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run has reached in the end. */
public final class FinalFigures {

  private FinalFigures() {}

  /**
   * The figures of a run's best checkpoint, by name; none if it was never measured.
   *
   * @param runFolder of a run with a checkpoint
   * @throws dev.rookery.api.UserException if there is no checkpoint, or a file can't be read
   */
  public static Map<String, Double> of(Path runFolder) {
    return at(
            new MetricsFile(runFolder.resolve(MetricsFile.NAME)).read(),
            Checkpoint.open(runFolder).update())
        .map(MetricsRecord::values)
        .orElse(Map.of());
  }

  /** The figures of a checkpoint: "final" has all examples where validations took only some. */
  static Optional<MetricsRecord> at(List<MetricsRecord> history, long update) {
    return last(history, "final", update).or(() -> last(history, "valid", update));
  }

  private static Optional<MetricsRecord> last(
      List<MetricsRecord> history, String phase, long update) {
    return history.stream()
        .filter(record -> record.phase().equals(phase) && record.update() == update)
        .reduce((first, second) -> second);
  }
}
