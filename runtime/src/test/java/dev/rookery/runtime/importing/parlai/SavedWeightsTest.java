package dev.rookery.runtime.importing.parlai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedWeightsTest {

  @TempDir private Path folder;

  private float[] copied(Map<String, float[]> weights) throws IOException {
    Path file = TorchModelFile.write(folder.resolve("model"), weights);
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file);
        NDManager manager = NDManager.newBaseManager();
        Parameters parameters = new Parameters(manager, 1)) {
      parameters.normal("table.weight", new Shape(2), 1);
      new SavedWeights(checkpoint, (Map<?, ?>) checkpoint.root()).copyInto(parameters);
      return parameters.get("table.weight").toFloatArray();
    }
  }

  @Test
  void takesACopyUnderAnotherNameForTheWeightItself() throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("table.weight", new float[] {1, 2});
    weights.put("encoder.table.weight", new float[] {1, 2});
    assertThat(copied(weights)).containsExactly(1, 2);
  }

  @Test
  void refusesWhatHasNoPlace() {
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("table.weight", new float[] {1, 2});
    weights.put("encoder.table.weight", new float[] {1, 3});
    assertThatThrownBy(() -> copied(weights))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("encoder.table.weight has no place in the model");
  }

  @Test
  void namesWhatIsMissingOrHasAnotherShape() {
    assertThatThrownBy(() -> copied(Map.of("table.bias", new float[] {1})))
        .hasMessageContaining("table.weight is missing");
    assertThatThrownBy(() -> copied(Map.of("table.weight", new float[] {1})))
        .hasMessageContaining("table.weight is (1), not (2)");
  }
}
