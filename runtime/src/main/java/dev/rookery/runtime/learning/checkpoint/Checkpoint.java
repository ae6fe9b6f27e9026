package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.run.SeedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A saved state of a training whose files were found whole. */
public final class Checkpoint {

  static final String WEIGHTS = "model.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  private final Path folder;
  private final CheckpointManifest manifest;

  private Checkpoint(Path folder, CheckpointManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a checkpoint and checks that every file is there and is as it was written.
   *
   * @param path folder of the checkpoint, or a run folder, of which the best checkpoint is opened
   * @throws UserException if there is none or it is broken; says what is wrong
   */
  public static Checkpoint open(Path path) {
    Path folder = follow(path);
    if (!Files.exists(folder.resolve(CheckpointManifest.FILE))
        && Files.isDirectory(folder.resolve(CheckpointStore.FOLDER))) {
      return new CheckpointStore(folder, 1)
          .best()
          .orElseThrow(() -> new UserException("there is no checkpoint in " + folder + " yet"));
    }
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "there is no folder " + folder + "; give a run folder or one of its checkpoints");
    }
    if (SeedFolder.isOne(folder)) {
      throw new UserException(SeedFolder.severalRuns(folder));
    }
    if (Files.isRegularFile(folder.resolve("experiment.conf"))
        && !Files.exists(folder.resolve(CheckpointManifest.FILE))) {
      throw new UserException("there is no checkpoint in " + folder + " yet; train it first");
    }
    try {
      return verified(folder);
    } catch (IOException e) {
      throw new UserException("checkpoint " + folder + " can't be used: " + e.getMessage(), e);
    }
  }

  private static Path follow(Path path) {
    try {
      return Pointer.follow(path);
    } catch (IOException e) {
      throw new UserException("can't read " + path + ": " + e.getMessage(), e);
    }
  }

  static Checkpoint verified(Path folder) throws IOException {
    CheckpointManifest manifest = CheckpointManifest.read(folder);
    manifest.verify(folder);
    return new Checkpoint(folder, manifest);
  }

  /** Where the files are; extra files lie beside the weights. */
  public Path folder() {
    return folder;
  }

  /**
   * Copies what an agent is made of, without what only a training needs.
   *
   * @param target an existing folder
   */
  public void copyForUse(Path target) {
    Map<String, FileFingerprint> files = new TreeMap<>(manifest.files());
    files.remove(OPTIMIZER);
    try {
      for (String name : files.keySet()) {
        Path copy = target.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(folder.resolve(name), copy);
      }
      CheckpointManifest ofUse =
          new CheckpointManifest(
              manifest.update(),
              OptionalLong.empty(),
              files,
              JsonNodeFactory.instance.objectNode());
      Files.write(target.resolve(CheckpointManifest.FILE), ofUse.toJson());
    } catch (IOException e) {
      throw new UserException("checkpoint " + folder + " can't be copied: " + e.getMessage(), e);
    }
  }

  /** Number of weights of the model. */
  public long weights() {
    try (SafetensorsFile file = new SafetensorsFile(folder.resolve(WEIGHTS))) {
      return file.names().stream().mapToLong(name -> file.shape(name).size()).sum();
    }
  }

  /** Number of weight updates so far. */
  public long update() {
    return manifest.update();
  }

  /** Number of weight updates of the best checkpoint when this one was saved, if one was. */
  public OptionalLong bestUpdate() {
    return manifest.best();
  }

  /** What the caller saved. */
  public ObjectNode state() {
    return manifest.state().deepCopy();
  }

  /**
   * Copies the weights into a model.
   *
   * @throws UserException if they are those of another model
   */
  public void loadWeights(Parameters parameters) {
    try (SafetensorsFile file = new SafetensorsFile(folder.resolve(WEIGHTS))) {
      WeightLoader.load(file, parameters);
    }
  }

  /**
   * Puts back the optimizer's state.
   *
   * @throws UserException if it is that of another optimizer or model, or was not saved
   */
  public void loadOptimizer(Optimizer optimizer) {
    if (!manifest.files().containsKey(OPTIMIZER)) {
      throw new UserException(
          "checkpoint "
              + folder
              + " has no optimizer state, so that a training can't be resumed from it;"
              + " start a new one from its weights");
    }
    NDManager parent = optimizer.state().values().iterator().next().getManager();
    try (SafetensorsFile file = new SafetensorsFile(folder.resolve(OPTIMIZER));
        NDManager step = parent.newSubManager()) {
      optimizer.restore(file.readAll(step));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "checkpoint "
              + folder
              + " was made with another optimizer or model: "
              + e.getMessage()
              + ". Resume with the settings it was trained with, or start a new training from its"
              + " weights.",
          e);
    }
  }
}
