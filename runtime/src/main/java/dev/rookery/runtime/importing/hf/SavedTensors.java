package dev.rookery.runtime.importing.hf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arrays of a file of weights by name. Nothing in the file is run. */
interface SavedTensors extends AutoCloseable {

  Path path();

  Set<String> names();

  Shape shape(String name);

  /** Reads an array, as float32. */
  NDArray read(String name, NDManager manager);

  @Override
  void close();

  /**
   * Opens the weights of a model's folder.
   *
   * @throws UserException if there are none that can be read; says what was looked for
   */
  static SavedTensors of(Path folder) {
    Path safetensors = folder.resolve("model.safetensors");
    if (Files.exists(safetensors)) {
      return new Safetensors(new SafetensorsFile(safetensors));
    }
    Path pickle = folder.resolve("pytorch_model.bin");
    if (Files.exists(pickle)) {
      return Pickle.open(pickle);
    }
    for (String index : List.of("model.safetensors.index.json", "pytorch_model.bin.index.json")) {
      if (Files.exists(folder.resolve(index))) {
        throw new UserException(
            folder.resolve(index)
                + ": weights in several files can't be imported; save the model"
                + " in one (max_shard_size)");
      }
    }
    throw new UserException(
        folder + " has no weights: there is neither model.safetensors nor pytorch_model.bin");
  }

  /** A safetensors file. */
  record Safetensors(SafetensorsFile file) implements SavedTensors {

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public Set<String> names() {
      return file.names();
    }

    @Override
    public Shape shape(String name) {
      return file.shape(name);
    }

    @Override
    public NDArray read(String name, NDManager manager) {
      return file.read(name, manager).toType(DataType.FLOAT32, false);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** A state dict that {@code torch.save} wrote. */
  record Pickle(TorchCheckpoint checkpoint, Map<String, TorchTensor> tensors)
      implements SavedTensors {

    static Pickle open(Path path) {
      TorchCheckpoint checkpoint = TorchCheckpoint.open(path);
      Map<String, TorchTensor> tensors = new LinkedHashMap<>();
      if (checkpoint.root() instanceof Map<?, ?> states) {
        states.forEach(
            (name, value) -> {
              if (name instanceof String text && value instanceof TorchTensor tensor) {
                tensors.put(text, tensor);
              }
            });
      }
      if (tensors.isEmpty()) {
        checkpoint.close();
        throw new UserException(path + " has no weights: it isn't a state dict");
      }
      return new Pickle(checkpoint, tensors);
    }

    @Override
    public Path path() {
      return checkpoint.path();
    }

    @Override
    public Set<String> names() {
      return tensors.keySet();
    }

    @Override
    public Shape shape(String name) {
      return tensors.get(name).shape();
    }

    @Override
    public NDArray read(String name, NDManager manager) {
      return checkpoint.read(tensors.get(name), manager);
    }

    @Override
    public void close() {
      checkpoint.close();
    }
  }
}
