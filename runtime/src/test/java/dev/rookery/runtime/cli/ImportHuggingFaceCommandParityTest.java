package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.api.model.CausalModel;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.causal.CausalGenerator;
import dev.rookery.runtime.causal.GenerationOptions;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GPT-2 of Hugging Face's transformers is imported, and writes. */
@Tag("parity")
final class ImportHuggingFaceCommandParityTest {

  @TempDir private Path folder;
  private final RecordedCli cli = new RecordedCli();
  private Path source;
  private Path target;

  @BeforeEach
  void copyModel() throws IOException {
    Path golden = ParityFolder.file("gpt2/persona_tiny");
    assumeTrue(Files.exists(golden), "no reference data: " + golden + " does not exist");
    source = Files.createDirectory(folder.resolve("source"));
    target = folder.resolve("imported");
    Files.copy(golden.resolve("config.json"), source.resolve("config.json"));
    Files.copy(golden.resolve("model.safetensors"), source.resolve("model.safetensors"));
    Files.copy(
        ParityFolder.file("gpt2/tokenizer/tokenizer.json"), source.resolve("tokenizer.json"));
  }

  private OpenAgent open() {
    ComponentCatalog catalog =
        ComponentCatalog.of(PluginRegistry.load(List.of(), getClass().getClassLoader()));
    ExperimentArguments arguments =
        new ExperimentArguments(
            List.of(target.resolve("experiment.conf")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "sample",
            true);
    return OpenAgent.of(
        new ExperimentReader(catalog).read(arguments, EnumSet.of(ExperimentReader.Need.AGENT)),
        catalog,
        (file, sha256, mostBytes, to) -> {
          throw new AssertionError(file);
        },
        Optional.of(target));
  }

  private int run(String... command) {
    return cli.run(command);
  }

  @Test
  void theImportedModelWrites() throws IOException {
    assertThat(run("import", "hf", source.toString(), target.toString(), "--max-length", "24"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).contains("imported gpt2 (5");
    Files.delete(source.resolve("tokenizer.json")); // the new folder has a copy

    try (OpenAgent open = open()) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      int[] prompt = agent.codec().encode("hello", false);
      assertThat(prompt).containsExactly(607);
      int[] written =
          new CausalGenerator(GenerationOptions.greedy(10, 1400))
              .generate((CausalModel) agent.actor(), List.of(prompt), agent.manager())
              .get(0)
              .get(0)
              .ids();
      assertThat(agent.codec().decode(written)).isEqualTo(" , how are you ?");
      SequenceSampler.Request two = new SequenceSampler.Request(2, 1, 0, 1, true, Optional.empty());
      assertThat(agent.sampler().sample(two))
          .allSatisfy(rollout -> assertThat(rollout.actions()).hasSizeBetween(1, 23));
    }
  }

  @Test
  void whatDoesNotFitIsNamedAndNothingIsLeft() throws IOException {
    Files.delete(source.resolve("tokenizer.json"));
    assertThat(run("import", "hf", source.toString(), target.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("has no tokenizer.json");
    Files.copy(
        ParityFolder.file("gpt2/tokenizer/tokenizer.json"), source.resolve("tokenizer.json"));
    String config = Files.readString(source.resolve("config.json"));
    Files.writeString(source.resolve("config.json"), config.replace("1407", "1300"));
    assertThat(run("import", "hf", source.toString(), target.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("1407 tokens").contains("1300");
    assertThat(target).doesNotExist();
    assertThat(folder.toFile().list()).containsOnly("source");
  }
}
