package dev.rookery.runtime.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.importing.torch.TorchModelFile;
import dev.rookery.runtime.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of two layers and five words is imported. */
final class ImportParlAiCommandTest {

  private static final int HIDDEN = 4;
  private static final int WORDS = 5;

  @TempDir private Path folder;
  private final RecordedCli cli = new RecordedCli();
  private Path model;
  private Path target;

  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("model");
    target = folder.resolve("imported");
    Files.writeString(
        folder.resolve("model.opt"),
        "{\"model\": \"examples/seq2seq\", \"hidden_size\": " + HIDDEN + "}");
    Files.writeString(
        folder.resolve("model.dict"),
        "__null__\t4\n__start__\t3\n__end__\t2\n__unk__\t1\nhello\t1\n");
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.weight", List.of(WORDS, HIDDEN));
    for (String lstm : List.of("encoder.lstm.", "decoder.lstm.")) {
      shapes.put(lstm + "weight_ih_l0", List.of(4 * HIDDEN, HIDDEN));
      shapes.put(lstm + "weight_hh_l0", List.of(4 * HIDDEN, HIDDEN));
      shapes.put(lstm + "bias_ih_l0", List.of(4 * HIDDEN));
      shapes.put(lstm + "bias_hh_l0", List.of(4 * HIDDEN));
    }
    TorchModelFile.zeros(model, shapes);
  }

  @Test
  void theProvenanceHasTheCommandAsItWasGiven() {
    String[] command = {"import", "parlai", "--json", model.toString(), target.toString()};
    assertThat(cli.run(command)).as(cli.err()).isZero();

    assertThat(target.resolve(SavedExperiment.FILE_NAME)).exists();
    List<ObjectNode> starts = Provenance.read(target.resolve(Provenance.FILE_NAME));
    assertThat(starts).hasSize(1);
    assertThat(starts.get(0).path("arguments"))
        .extracting(JsonNode::asText)
        .containsExactly(command);
    assertThat(starts.get(0).path("data").properties()).hasSize(3);
  }

  @Test
  void whatIsPublishedOfItTellsNoFolderOfThisMachine() throws IOException {
    assertThat(cli.run("import", "parlai", model.toString(), target.toString()))
        .as(cli.err())
        .isZero();
    Path zoo = folder.resolve("zoo");

    assertThat(
            cli.run(
                "zoo",
                "push",
                target.toString(),
                "--name",
                "com.acme/m",
                "--license",
                "MIT",
                "--to",
                zoo.toString()))
        .as(cli.err())
        .isZero();

    Path version = zoo.resolve("model/nlp/text_generation/com/acme/m/1.0.0");
    assertThat(cli.out()).contains("its card " + version.resolve("README.md") + " says");
    assertThat(Files.readString(version.resolve("README.md")))
        .contains("m. Model: example-tga.\n")
        .contains("rookery import parlai model imported", "imported from ParlAI: model.opt")
        .doesNotContain(folder.toString());
    assertThat(new String(Files.readAllBytes(version.resolve("m-1.0.0.zip")), ISO_8859_1))
        .contains("imported from ParlAI: model.opt")
        .doesNotContain(folder.toString());
  }
}
