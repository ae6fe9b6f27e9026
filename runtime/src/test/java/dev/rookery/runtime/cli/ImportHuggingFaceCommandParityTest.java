package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.model.CausalModel;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.causal.CausalGenerator;
import dev.rookery.runtime.causal.GenerationOptions;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedAgent;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceCodec;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
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

  private JsonNode greedy;

  @BeforeEach
  void copyModel() throws IOException {
    Path generations = ParityFolder.file("gpt2/golden_generate.json");
    assumeTrue(Files.exists(generations), "no reference data: " + generations);
    greedy =
        StreamSupport.stream(ParityFolder.json("gpt2/golden_generate.json").spliterator(), false)
            .filter(one -> one.get("config").asText().equals("greedy"))
            .filter(one -> one.path("min_top2_gap").asDouble(1) > 1e-3)
            .reduce((first, last) -> last)
            .orElseThrow();
    Path golden = ParityFolder.file("gpt2/" + greedy.get("model").asText());
    source = Files.createDirectory(folder.resolve("source"));
    target = folder.resolve("imported");
    Files.copy(golden.resolve("config.json"), source.resolve("config.json"));
    Files.copy(golden.resolve("model.safetensors"), source.resolve("model.safetensors"));
    Files.copy(
        ParityFolder.file("gpt2/tokenizer/tokenizer.json"), source.resolve("tokenizer.json"));
  }

  private OpenAgent open() {
    return ImportedAgent.open(
        ComponentCatalog.of(PluginRegistry.load(List.of(), getClass().getClassLoader())), target);
  }

  private int run(String... command) {
    return cli.run(command);
  }

  @Test
  void olderTokenizerFilesWillDo() throws IOException {
    Files.delete(source.resolve("tokenizer.json"));
    for (String name :
        List.of("vocab.json", "merges.txt", "added_tokens.json", "special_tokens_map.json")) {
      Files.copy(ParityFolder.file("gpt2/tokenizer/" + name), source.resolve(name));
    }
    assertThat(run("import", "hf", source.toString(), target.toString())).as(cli.err()).isZero();

    try (OpenAgent open = open()) {
      SequenceCodec codec = ((PolicyAgent) open.agent()).codec();
      for (JsonNode c : ParityFolder.json("gpt2/golden_tokenizer.json").get("encode")) {
        assertThat(codec.encode(c.get("text").asText(), false))
            .as(c.get("text").asText())
            .containsExactly(ParityFolder.ids(c.get("ids")));
      }
    }
  }

  @Test
  void theImportedModelWrites() throws IOException {
    assertThat(run("import", "hf", source.toString(), target.toString(), "--max-length", "24"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).contains("imported gpt2 (5");
    assertThat(Provenance.read(target.resolve(Provenance.FILE_NAME)))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.get("data").properties())
                    .extracting(each -> each.getKey().replaceFirst(".*/", ""))
                    .containsExactly("config.json", "model.safetensors", "tokenizer.json"));
    Files.delete(source.resolve("tokenizer.json")); // the new folder has a copy

    try (OpenAgent open = open()) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      int[] prompt = agent.codec().encode(greedy.get("prompt").asText(), false);
      assertThat(prompt).containsExactly(ParityFolder.ids(greedy.get("prompt_ids")));
      int endId = agent.codec().vocabulary().endId();
      int most = greedy.get("options").get("max_new_tokens").asInt();
      int[] written =
          new CausalGenerator(GenerationOptions.greedy(most, endId))
              .generate((CausalModel) agent.actor(), List.of(prompt), agent.manager())
              .get(0)
              .get(0)
              .ids();
      assertThat(written).containsExactly(ParityFolder.ids(greedy.get("new_ids").get(0)));
      String text = greedy.get("text").get(0).asText();
      String end = agent.codec().vocabulary().token(endId);
      assertThat(agent.codec().decode(written)).isEqualTo(text.split(Pattern.quote(end))[0]);
      SequenceSampler.Request two = new SequenceSampler.Request(2, 1, 0, 1, true, List.of());
      assertThat(agent.sampler().sample(two))
          .allSatisfy(rollout -> assertThat(rollout.actions()).hasSizeBetween(1, 23));
    }
  }

  @Test
  void whatDoesNotFitIsNamedAndNothingIsLeft() throws IOException {
    Files.delete(source.resolve("tokenizer.json"));
    assertThat(run("import", "hf", source.toString(), target.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("neither a tokenizer.json nor a vocab.json");
    Files.copy(
        ParityFolder.file("gpt2/tokenizer/tokenizer.json"), source.resolve("tokenizer.json"));
    String config = Files.readString(source.resolve("config.json"));
    int tokens = new ObjectMapper().readTree(config).get("vocab_size").asInt();
    int fewer = tokens - 100;
    Files.writeString(
        source.resolve("config.json"),
        config.replace("\"vocab_size\": " + tokens, "\"vocab_size\": " + fewer));
    assertThat(run("import", "hf", source.toString(), target.toString())).isEqualTo(1);
    assertThat(cli.err()).contains(tokens + " tokens").contains(String.valueOf(fewer));
    assertThat(target).doesNotExist();
    assertThat(folder.toFile().list()).containsOnly("source");
  }
}
