package dev.rookery.runtime.importing.acegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedAgent;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import dev.rookery.runtime.policy.GoldenTensor;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** AceGen's actors become model folders that compute its logits. */
@Tag("parity")
class AceGenImportParityTest {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          PluginRegistry.load(List.of(), AceGenImportParityTest.class.getClassLoader()));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> actors() {
    return ParityFolder.tests(
        "acegen/models.json",
        (golden, tests) ->
            golden.forEach(
                model -> {
                  if (model.get("factory").asText().endsWith("_actor")) {
                    String name = model.get("name").asText();
                    tests.add(dynamicTest(name, () -> check(name, model)));
                  }
                }));
  }

  /** Our reader sees the state dicts that AceGen saved, in their order. */
  @TestFactory
  Stream<DynamicTest> stateDicts() {
    return ParityFolder.tests(
        "acegen/models.json",
        (golden, tests) ->
            golden.forEach(
                model ->
                    tests.add(dynamicTest(model.get("name").asText(), () -> checkKeys(model)))));
  }

  private static void checkKeys(JsonNode golden) {
    long numbers = checkKeys(golden.get("checkpoint"), golden.get("keys_inference"));
    checkKeys(golden.get("checkpoint"), golden.get("keys_training"));
    assertThat(numbers).isEqualTo(golden.get("number_of_parameters").asLong());
    if (golden.has("checkpoint_value")) {
      checkKeys(golden.get("checkpoint_value"), golden.get("keys_value_inference"));
    }
  }

  /** Gives how many numbers the checkpoint has. */
  private static long checkKeys(JsonNode file, JsonNode keys) {
    List<String> expected = new ArrayList<>();
    keys.forEach(key -> expected.add(key.get(0).asText() + " " + GoldenTensor.shape(key.get(1))));
    try (TorchCheckpoint checkpoint =
        TorchCheckpoint.open(ParityFolder.file("acegen/" + file.asText()))) {
      List<String> ours = new ArrayList<>();
      long numbers = 0;
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) checkpoint.root()).entrySet()) {
        TorchTensor tensor = (TorchTensor) entry.getValue();
        ours.add(entry.getKey() + " " + tensor.shape());
        numbers += tensor.shape().size();
      }
      assertThat(ours).isEqualTo(expected);
      return numbers;
    }
  }

  private void check(String name, JsonNode golden) throws IOException {
    Path checkpoint = ParityFolder.file("acegen/" + golden.get("checkpoint").asText());
    Path target = folder.resolve(name);
    JsonNode options = golden.get("options");
    int tokens = options.get("vocabulary_size").asInt();
    Path vocabulary = vocabulary(tokens);
    int steps = golden.get("observation").get(0).size();
    new AceGenImport(CATALOG)
        .run(
            new AceGenImport.Source(
                checkpoint,
                vocabulary,
                "smiles",
                options.path("n_head").asInt(1),
                options.path("n_positions").asInt(steps + 1)),
            target,
            List.of("import", "acegen"));
    assertThat(Provenance.read(target.resolve(Provenance.FILE_NAME)))
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.get("rookery").asText()).isNotEmpty();
              assertThat(made.get("arguments")).hasSize(2);
              assertThat(made.get("data").properties())
                  .extracting(Map.Entry::getKey)
                  .containsExactly(
                      "imported from AceGen: " + checkpoint.toAbsolutePath().normalize(),
                      "imported from AceGen: " + vocabulary.toAbsolutePath().normalize());
              assertThat(made.get("data").elements())
                  .toIterable()
                  .allSatisfy(digest -> assertThat(digest.asText()).matches("[0-9a-f]{64}"));
            });

    try (OpenAgent open = ImportedAgent.open(CATALOG, target);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      NDArray features =
          agent
              .actor()
              .features(
                  PolicyInput.of(GoldenTensor.longs(golden.get("observation"), manager), false));
      float[] ours = agent.actor().logits(features, false).toFloatArray();
      float[] theirs = GoldenTensor.numbers(golden.get("training_logits").get("data"));
      float[] mask = GoldenTensor.numbers(golden.get("mask"));
      assertThat(ours).hasSize(mask.length * tokens);
      for (int i = 0; i < ours.length; i++) {
        if (mask[i / tokens] == 1) {
          assertThat(ours[i]).as("logit %d", i).isCloseTo(theirs[i], Offset.offset(1e-4f));
        }
      }
    }
  }

  private Path vocabulary(int size) throws IOException {
    List<String> tokens = new ArrayList<>(List.of("EOS", "GO"));
    while (tokens.size() < size) {
      tokens.add("t" + tokens.size());
    }
    return Files.write(folder.resolve("tokens-" + size + ".txt"), tokens);
  }

  @TestFactory
  Stream<DynamicTest> mismatches() {
    return ParityFolder.tests(
        "acegen/models.json",
        (golden, tests) ->
            tests.add(
                dynamicTest("vocabulary of another size", () -> checkMismatch(golden.get(0)))));
  }

  private void checkMismatch(JsonNode golden) throws IOException {
    int tokens = golden.get("options").get("vocabulary_size").asInt();
    AceGenImport.Source source =
        new AceGenImport.Source(
            ParityFolder.file("acegen/" + golden.get("checkpoint").asText()),
            vocabulary(tokens + 3),
            "smiles",
            1,
            20);
    assertThatThrownBy(
            () -> new AceGenImport(CATALOG).run(source, folder.resolve("nothing"), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(tokens + " tokens")
        .hasMessageContaining(String.valueOf(tokens + 3));
    assertThat(folder.resolve("nothing")).doesNotExist();
  }
}
