package dev.rookery.runtime.importing;

import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.OpenAgent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Opens what an import has made. */
public final class ImportedAgent {

  private ImportedAgent() {}

  /** The agent of a folder, which downloads nothing. */
  public static OpenAgent open(ComponentCatalog catalog, Path folder) {
    ExperimentArguments arguments =
        new ExperimentArguments(
            List.of(SavedExperiment.find(folder)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "eval",
            true);
    return OpenAgent.of(
        new ExperimentReader(catalog).read(arguments, EnumSet.of(ExperimentReader.Need.AGENT)),
        catalog,
        (source, sha256, mostBytes, file) -> {
          throw new AssertionError("nothing is downloaded");
        },
        Optional.of(folder));
  }
}
