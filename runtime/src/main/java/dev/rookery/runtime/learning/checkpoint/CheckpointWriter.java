package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDArray;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes the files of one checkpoint into a folder that nobody reads yet. */
final class CheckpointWriter {

  private final Consumer<String> stages;

  /**
   * Creates a writer.
   *
   * @param stages hears what was just done; tests let the process "die" there
   */
  CheckpointWriter(Consumer<String> stages) {
    this.stages = stages;
  }

  /** Writes everything and waits until it is on disk; {@code state.json} comes last. */
  void write(CheckpointContent content, OptionalLong best, Path folder) throws IOException {
    Files.createDirectories(folder);
    stages.accept("folder made");
    writeArrays(content.weights().byName(), folder.resolve(Checkpoint.WEIGHTS));
    stages.accept("weights written");
    if (content.optimizer().isPresent()) {
      writeArrays(content.optimizer().get().state(), folder.resolve(Checkpoint.OPTIMIZER));
      stages.accept("optimizer written");
    }
    content.extraFiles().writeTo(folder);
    stages.accept("extra files written");
    Map<String, FileFingerprint> prints = new TreeMap<>();
    for (Path file : DurableFolder.files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      prints.put(name, FileFingerprint.of(file));
    }
    CheckpointManifest manifest =
        new CheckpointManifest(content.update(), best, prints, content.state());
    DurableFolder.write(folder.resolve(CheckpointManifest.FILE), manifest.toJson());
    stages.accept("manifest written");
    DurableFolder.sync(folder);
    stages.accept("synced");
  }

  private static void writeArrays(Map<String, NDArray> arrays, Path file) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16)) {
      SafetensorsWriter.write(arrays, out);
    }
  }
}
