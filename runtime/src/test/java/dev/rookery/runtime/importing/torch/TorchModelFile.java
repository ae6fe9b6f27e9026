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
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    weights.forEach((name, numbers) -> shapes.put(name, List.of(numbers.length)));
    return write(file, shapes, weights);
  }

  /** Writes vectors and matrices of nothing but zeros. */
  public static Path zeros(Path file, Map<String, List<Integer>> shapes) throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    shapes.forEach((name, sizes) -> weights.put(name, new float[product(sizes)]));
    return write(file, shapes, weights);
  }

  private static Path write(
      Path file, Map<String, List<Integer>> shapes, Map<String, float[]> weights)
      throws IOException {
    Pickle pickle = new Pickle().code('}');
    Map<String, ByteBuffer> storages = new LinkedHashMap<>();
    shapes.forEach(
        (name, sizes) -> {
          String key = Integer.toString(storages.size());
          float[] numbers = weights.get(name);
          ByteBuffer bytes = Pickle.little(4 * numbers.length);
          bytes.asFloatBuffer().put(numbers);
          storages.put(key, bytes);
          List<Integer> strides = sizes.size() == 1 ? List.of(1) : List.of(sizes.get(1), 1);
          pickle
              .text(name)
              .tensor("FloatStorage", key, numbers.length, 0, sizes, strides)
              .code('s');
        });
    return TorchFile.zip(file, "archive/", pickle.end(), storages);
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }
}
