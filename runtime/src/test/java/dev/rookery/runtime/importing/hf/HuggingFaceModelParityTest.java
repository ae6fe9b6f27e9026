package dev.rookery.runtime.importing.hf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalModel;
import dev.rookery.runtime.causal.GoldenGpt2;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that torch.save wrote hold what the safetensors files beside them hold. */
@Tag("parity")
class HuggingFaceModelParityTest {

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyFileHoldsTheSameWeights() throws IOException {
    Path all = ParityFolder.file("gpt2");
    if (!Files.exists(all)) {
      return Stream.of(
          dynamicTest("gpt2", () -> abort("no reference data: " + all + " does not exist")));
    }
    List<Path> files;
    try (Stream<Path> found =
        Files.find(all, 2, (file, any) -> file.toString().endsWith(".bin")).sorted()) {
      files = found.toList();
    }
    return files.isEmpty()
        ? Stream.of(dynamicTest("gpt2", () -> fail("no model of " + all + " has a .bin file")))
        : files.stream()
            .map(file -> dynamicTest(all.relativize(file).toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    Path original = file.getParent();
    Path copy = Files.createTempDirectory(folder, "copy");
    Files.copy(original.resolve("config.json"), copy.resolve("config.json"));
    Files.copy(file, copy.resolve("pytorch_model.bin"));
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        CausalModel expected = GoldenGpt2.model(original, manager);
        CausalModel actual = GoldenGpt2.model(copy, manager)) {
      assertThat(expected.parameters().byName()).isNotEmpty();
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
