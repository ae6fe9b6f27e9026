package dev.rookery.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a trained agent. */
final class ModelOption {

  @Option(
      names = {"-mf", "--model-file"},
      paramLabel = "RUN",
      description =
          "A trained agent: the folder of a run (its best checkpoint is used) or of a checkpoint."
              + " Its experiment is the base of the settings.")
  private @Nullable Path folder;

  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }
}
