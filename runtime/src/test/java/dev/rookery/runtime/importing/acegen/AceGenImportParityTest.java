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
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.policy.GoldenTensor;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
                  String name = model.get("name").asText();
                  if (Set.of("gru_actor", "lstm_actor_3layers", "gpt2_actor").contains(name)) {
                    tests.add(dynamicTest(name, () -> check(name, model)));
                  }
                }));
  }

  private void check(String name, JsonNode golden) throws IOException {
    Path checkpoint = ParityFolder.file("acegen/" + golden.get("checkpoint").asText());
    Path target = folder.resolve(name);
    new AceGenImport(CATALOG)
        .run(new AceGenImport.Source(checkpoint, vocabulary(17), "smiles", 4, 20), target);

    try (OpenAgent open =
            OpenAgent.of(
                new ExperimentReader(CATALOG)
                    .read(
                        new ExperimentArguments(
                            List.of(SavedExperiment.find(target)),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            "eval",
                            true),
                        EnumSet.of(ExperimentReader.Need.AGENT)),
                CATALOG,
                (source, sha256, mostBytes, file) -> {
                  throw new AssertionError("nothing is downloaded");
                },
                Optional.of(target));
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      NDArray features =
          agent
              .actor()
              .features(
                  PolicyInput.of(GoldenTensor.longs(golden.get("observation"), manager), false));
      float[] ours = agent.actor().logits(features, false).toFloatArray();
      float[] theirs = GoldenTensor.numbers(golden.get("training_logits").get("data"));
      // the first row has no padding
      for (int i = 0; i < 17 * golden.get("observation").get(0).size(); i++) {
        assertThat(ours[i]).as("logit %d", i).isCloseTo(theirs[i], Offset.offset(1e-4f));
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
                dynamicTest(
                    "vocabulary of another size",
                    () ->
                        assertThatThrownBy(
                                () ->
                                    new AceGenImport(CATALOG)
                                        .run(
                                            new AceGenImport.Source(
                                                ParityFolder.file(
                                                    "acegen/checkpoints/gru_actor.ckpt"),
                                                vocabulary(20),
                                                "smiles",
                                                4,
                                                20),
                                            folder.resolve("nothing")))
                            .isInstanceOf(UserException.class)
                            .hasMessageContaining("17 tokens")
                            .hasMessageContaining("20"))));
  }
}
