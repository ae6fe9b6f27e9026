package dev.rookery.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a trained agent. */
final class ModelOption {

  @Option(
      names = {"-mf", "--model-file"},
      paramLabel = "MODEL",
      description =
          "A trained agent: the folder of a run (its best checkpoint is used) or of a checkpoint,"
              + " zoo:NAME of a model zoo, or hf:OWNER/NAME of Hugging Face. Its experiment is the"
              + " base of the settings.")
  private @Nullable String model;

  /** Its folder; what is in a zoo is pulled first. */
  Optional<Path> folder(ExperimentOptions experiment) {
    return Optional.ofNullable(model).map(experiment::modelFolder);
  }
}
