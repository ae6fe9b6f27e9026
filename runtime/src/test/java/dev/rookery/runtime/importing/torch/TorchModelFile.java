package dev.rookery.runtime.importing.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of {@code torch.save} that hold a dictionary of weights, each in a storage of its own. */
public final class TorchModelFile {

  private TorchModelFile() {}

  /** Writes vectors of float32 numbers by their names. */
  public static Path write(Path file, Map<String, float[]> weights) throws IOException {
    Pickle pickle = new Pickle().code('}');
    Map<String, ByteBuffer> storages = new LinkedHashMap<>();
    weights.forEach(
        (name, numbers) -> {
          String key = Integer.toString(storages.size());
          ByteBuffer bytes = Pickle.little(4 * numbers.length);
          bytes.asFloatBuffer().put(numbers);
          storages.put(key, bytes);
          pickle
              .text(name)
              .tensor("FloatStorage", key, numbers.length, 0, List.of(numbers.length), List.of(1))
              .code('s');
        });
    return TorchFile.zip(file, "archive/", pickle.end(), storages);
  }
}
