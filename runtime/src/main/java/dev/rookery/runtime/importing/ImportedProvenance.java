package dev.rookery.runtime.importing;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.registry.download.Checksum;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.experiment.Versions;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.tensors.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an imported model comes from.
 *
 * @param system that made it, such as ParlAI
 * @param files that were read
 * @param arguments of the command line
 */
public record ImportedProvenance(String system, List<Path> files, List<String> arguments) {

  /**
   * Writes it into the model's folder, with the files' digests and the versions of what read them.
   *
   * @throws UserException if a file can't be read
   */
  public void write(Experiment experiment, ComponentCatalog catalog, Path folder) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Path file : files) {
      digests.put(
          "imported from " + system + ": " + file.toAbsolutePath().normalize(), digest(file));
    }
    Provenance.now(
            Versions.rookery(),
            catalog.sources(),
            Tensors.version(),
            experiment.seed(),
            digests,
            arguments)
        .appendTo(folder.resolve(Provenance.FILE_NAME));
  }

  private static String digest(Path file) {
    try {
      return Checksum.Kind.SHA_256.of(file);
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }
}
