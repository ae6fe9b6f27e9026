package dev.rookery.runtime.importing.hf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalModel;
import dev.rookery.runtime.causal.GoldenGpt2;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that torch.save wrote hold what the safetensors files hold. */
@Tag("parity")
class HuggingFaceModelParityTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "random_a, pytorch_model.bin",
    "random_a, pytorch_model_old_layout.bin",
    "persona_tiny, pytorch_model.bin"
  })
  void everyFileHoldsTheSameWeights(String name, String file) throws IOException {
    Path original = ParityFolder.file("gpt2/" + name);
    assumeTrue(Files.exists(original), "no reference data: " + original + " does not exist");
    Files.copy(original.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(original.resolve(file), folder.resolve("pytorch_model.bin"));
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        CausalModel expected = GoldenGpt2.model(original, manager);
        CausalModel actual = GoldenGpt2.model(folder, manager)) {
      expected
          .parameters()
          .byName()
          .forEach(
              (weight, values) ->
                  assertThat(actual.parameters().get(weight).toFloatArray())
                      .as(weight)
                      .isEqualTo(values.toFloatArray()));
    }
  }
}
