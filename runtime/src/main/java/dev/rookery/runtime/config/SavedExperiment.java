package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return lookFor(modelFolder)
        .orElseThrow(
            () ->
                new SettingsException(
                    Files.isDirectory(modelFolder)
                        ? modelFolder
                            + " is no trained agent: neither it nor the folders above have "
                            + FILE_NAME
                            + "; give -mf a run's folder or one of its checkpoints"
                        : "there is no folder " + modelFolder + " (-mf)"));
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
}
