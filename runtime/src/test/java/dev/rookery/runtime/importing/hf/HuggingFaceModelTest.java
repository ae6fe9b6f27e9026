package dev.rookery.runtime.importing.hf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.causal.GoldenGpt2;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceModelTest {

  private static final String CONFIG =
      """
      {"model_type": "gpt2", "n_embd": 4, "n_head": 2, "n_layer": 1, "n_positions": 6, "vocab_size": 5, "n_inner": null%s}
      """;

  @TempDir private Path folder;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  private HuggingFaceConfig configure(String more) throws IOException {
    Files.writeString(folder.resolve("config.json"), CONFIG.formatted(more));
    return HuggingFaceModel.open(folder).config();
  }

  /** The weights of a network under the names of a file. */
  private Map<String, NDArray> weights(String more) throws IOException {
    HuggingFaceConfig config = configure(more);
    try (CausalModel model = GoldenGpt2.model(config.settings(), 5, 6, manager)) {
      Map<String, NDArray> weights = new LinkedHashMap<>();
      model
          .parameters()
          .byName()
          .forEach(
              (name, weight) -> {
                NDArray copy = manager.create(weight.toFloatArray(), weight.getShape());
                weights.put(name.replace("actor.weight", "lm_head.weight"), copy);
              });
      return weights;
    }
  }

  private void save(Map<String, NDArray> weights) throws IOException {
    NDList list = new NDList();
    weights.forEach(
        (name, array) -> {
          array.setName(name);
          list.add(array);
        });
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      list.encode(out, NDList.Encoding.SAFETENSORS);
    }
  }

  private void assertLoads(Map<String, NDArray> saved) {
    try (CausalModel model = GoldenGpt2.model(folder, manager)) {
      model
          .parameters()
          .byName()
          .forEach(
              (name, weight) ->
                  assertThat(weight.toFloatArray())
                      .as(name)
                      .isEqualTo(
                          saved
                              .get(name.replace("actor.weight", "lm_head.weight"))
                              .toFloatArray()));
    }
  }

  @Test
  void weightsGoToTheirPlaces() throws IOException {
    Map<String, NDArray> weights = weights("");
    save(weights);
    assertThat(weights).doesNotContainKey("lm_head.weight");
    assertLoads(weights);
  }

  @Test
  void anOutputLayerOfItsOwnIsTaken() throws IOException {
    Map<String, NDArray> weights = weights(", \"tie_word_embeddings\": false");
    save(weights);
    assertThat(weights).containsKey("lm_head.weight");
    assertLoads(weights);
  }

  @Test
  void copiesAndMasksOfOlderVersionsAreLeftOut() throws IOException {
    Map<String, NDArray> weights = weights("");
    weights.put("lm_head.weight", weights.get("transformer.wte.weight").duplicate());
    weights.put("transformer.h.0.attn.bias", manager.ones(new Shape(1, 1, 6, 6)));
    weights.put("transformer.h.0.attn.masked_bias", manager.ones(new Shape(1)));
    save(weights);
    assertLoads(weights);
  }

  @Test
  void weightsOfAnotherModelAreNamed() throws IOException {
    Map<String, NDArray> weights = weights("");
    weights.put("lm_head.weight", manager.ones(new Shape(5, 4)));
    weights.remove("transformer.ln_f.bias");
    weights.put("transformer.wpe.weight", manager.ones(new Shape(7, 4)));
    save(weights);
    assertThatThrownBy(() -> GoldenGpt2.model(folder, manager))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("transformer.ln_f.bias is missing")
        .hasMessageContaining("transformer.wpe.weight is (7, 4), not (6, 4)")
        .hasMessageContaining("lm_head.weight has no place");
  }

  @Test
  void whatIsNotSupportedIsNamedAllAtOnce() {
    assertThatThrownBy(
            () ->
                configure(
                    ", \"activation_function\": \"mish\", \"add_cross_attention\": true,"
                        + " \"quantization_config\": {}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("\"mish\"")
        .hasMessageContaining("add_cross_attention")
        .hasMessageContaining("quantization_config");
    assertThatThrownBy(() -> configure(", \"model_type\": \"llama\""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"llama\"");
    assertThatThrownBy(() -> configure(", \"n_layer\": \"two\"")).hasMessageContaining("n_layer");
    assertThatThrownBy(() -> configure("]")).hasMessageContaining("is not JSON");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> HuggingFaceModel.open(folder)).hasMessageContaining("config.json");
    configure("");
    assertThatThrownBy(() -> GoldenGpt2.model(folder, manager))
        .hasMessageContaining("neither model.safetensors nor pytorch_model.bin");
    Files.writeString(folder.resolve("pytorch_model.bin.index.json"), "{}");
    assertThatThrownBy(() -> GoldenGpt2.model(folder, manager))
        .hasMessageContaining("several files");
  }

  @Test
  void tokenizerFilesAreFound() throws IOException {
    configure("");
    Files.writeString(folder.resolve("vocab.json"), "{}");
    Files.writeString(folder.resolve("merges.txt"), "");
    assertThat(HuggingFaceModel.open(folder).tokenizerFiles())
        .containsExactly(folder.resolve("vocab.json"), folder.resolve("merges.txt"));
  }

  @Test
  void defaultsAreThoseOfTransformers() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    HuggingFaceConfig config = HuggingFaceModel.open(folder).config();
    assertThat(config.vocabularySize()).isEqualTo(50257);
    assertThat(config.settings())
        .containsEntry("n-layer", 12)
        .containsEntry("n-embd", 768)
        .containsEntry("n-positions", 1024)
        .containsEntry("tie-word-embeddings", true)
        .containsEntry("activation-function", "gelu_new");
  }
}
