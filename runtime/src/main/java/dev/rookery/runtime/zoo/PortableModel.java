package dev.rookery.runtime.zoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with what an agent is made of, that works with {@code -mf} on any machine: its
 * experiment, where it comes from, weights and dictionary. It tells nothing of this machine, and
 * the same checkpoint always gives the same bytes.
 */
public final class PortableModel {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What of a provenance is about the model and not about the machine. */
  private static final List<String> KEPT =
      List.of("rookery", "plugins", "engine", "seed", "data", "arguments");

  private PortableModel() {}

  /**
   * Writes the folder.
   *
   * @param experiment of the model
   * @param model a run's folder (its best checkpoint is taken) or a checkpoint's
   * @param target an empty folder
   * @throws UserException if the checkpoint is not whole
   */
  public static void write(Experiment experiment, Path model, Path target) {
    Checkpoint.open(model).copyForUse(target);
    try {
      Files.writeString(target.resolve(SavedExperiment.FILE_NAME), experiment.renderPortable());
      Optional<ObjectNode> provenance = provenance(model);
      if (provenance.isPresent()) {
        ArrayNode list = JSON.createArrayNode().add(provenance.get());
        Files.writeString(
            target.resolve(Provenance.FILE_NAME), JSON.writeValueAsString(list) + "\n");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a provenance can be written as JSON", e);
    } catch (IOException e) {
      throw new UserException("the model can't be written to " + target + ": " + e, e);
    }
  }

  /**
   * Where a model's training was begun, if it is written beside it; without what is about a
   * machine.
   */
  static Optional<ObjectNode> provenance(Path model) {
    return Optional.of(SavedExperiment.find(model).resolveSibling(Provenance.FILE_NAME))
        .map(Provenance::read)
        .filter(starts -> !starts.isEmpty())
        .map(starts -> kept(starts.get(0)));
  }

  private static ObjectNode kept(ObjectNode provenance) {
    ObjectNode kept = provenance.deepCopy();
    kept.retain(KEPT);
    ArrayNode arguments = kept.putArray("arguments");
    CommandText.withoutMachine(provenance.path("arguments")).forEach(arguments::add);
    ObjectNode data = kept.putObject("data");
    provenance
        .path("data")
        .properties()
        .forEach(
            source -> data.set(CommandText.withoutMachine(source.getKey()), source.getValue()));
    return kept;
  }
}
