package dev.rookery.runtime.importing.parlai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchModelFile;
import dev.rookery.runtime.importing.torch.TorchTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EqualTensorsTest {

  private static final int COPIES = 40;

  @TempDir private Path folder;

  private TorchCheckpoint write(Map<String, float[]> weights) throws IOException {
    return TorchCheckpoint.open(TorchModelFile.write(folder.resolve("model"), weights));
  }

  private static TorchTensor tensor(TorchCheckpoint checkpoint, String name) {
    return (TorchTensor) ((Map<?, ?>) checkpoint.root()).get(name);
  }

  @Test
  void findsTheSameNumbersInTheSameShape() throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("a", new float[] {1, 2});
    weights.put("b", new float[] {3});
    weights.put("copy of a", new float[] {1, 2});
    weights.put("copy of b", new float[] {3});
    weights.put("other numbers", new float[] {1, 3});
    weights.put("other shape", new float[] {1, 2, 3});
    try (TorchCheckpoint checkpoint = write(weights)) {
      EqualTensors tensors =
          new EqualTensors(
              List.of(tensor(checkpoint, "a"), tensor(checkpoint, "b")), checkpoint::floats);

      assertThat(weights.keySet())
          .filteredOn(name -> tensors.hasEqualOf(tensor(checkpoint, name)))
          .containsExactly("a", "b", "copy of a", "copy of b");
    }
  }

  @Test
  void readsEachTensorOnceAndThoseOfOtherShapesNever() throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("a", new float[] {1, 2});
    weights.put("b", new float[] {3, 4});
    weights.put("c", new float[] {5});
    for (int i = 0; i < COPIES; i++) {
      weights.put("other " + i, new float[] {6, i});
    }
    List<TorchTensor> reads = new ArrayList<>();
    try (TorchCheckpoint checkpoint = write(weights)) {
      List<TorchTensor> ours =
          List.of(tensor(checkpoint, "a"), tensor(checkpoint, "b"), tensor(checkpoint, "c"));
      EqualTensors tensors =
          new EqualTensors(
              ours,
              tensor -> {
                reads.add(tensor);
                return checkpoint.floats(tensor);
              });
      for (int i = 0; i < COPIES; i++) {
        assertThat(tensors.hasEqualOf(tensor(checkpoint, "other " + i))).isFalse();
      }

      assertThat(reads).hasSize(2 + COPIES).doesNotHaveDuplicates().doesNotContain(ours.get(2));
    }
  }
}
