package dev.rookery.runtime.importing.hf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A GPT-2's {@code config.json}. What it leaves out has transformers' defaults.
 *
 * @param vocabularySize number of tokens
 * @param positions most tokens of a text
 * @param startId the token that begins a text
 * @param endId the token that ends a text
 * @param settings of the policy {@code gpt2}
 * @param notes what is computed otherwise but gives the same, a line each
 */
public record HuggingFaceConfig(
    int vocabularySize,
    int positions,
    int startId,
    int endId,
    Map<String, Object> settings,
    List<String> notes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The names of activations with which transformers means one that we have by another name. */
  private static final Map<String, String> ACTIVATIONS =
      Map.of(
          "gelu_new", "gelu_new",
          "gelu_fast", "gelu_new",
          "gelu_pytorch_tanh", "gelu_new",
          "gelu", "gelu",
          "gelu_python", "gelu",
          "relu", "relu",
          "silu", "silu",
          "swish", "silu",
          "tanh", "tanh");

  public HuggingFaceConfig {
    settings = Map.copyOf(settings);
    notes = List.copyOf(notes);
  }

  /**
   * Reads a file.
   *
   * @throws UserException if it can't be read or is of another kind of model
   * @throws SettingsException if it asks for what there is not; names all of it
   */
  public static HuggingFaceConfig read(Path file) {
    JsonNode json;
    try {
      json = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new UserException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
    String type = json.path("model_type").asText("gpt2");
    if (!type.equals("gpt2")) {
      throw new UserException(
          file + " describes a model of type \"" + type + "\"; only gpt2 can be imported");
    }
    return new Reader(file, json).read();
  }

  private record Reader(Path file, JsonNode json, List<String> problems) {

    Reader(Path file, JsonNode json) {
      this(file, json, new ArrayList<>());
    }

    HuggingFaceConfig read() {
      Map<String, Object> settings = new LinkedHashMap<>();
      int positions = whole("n_positions", 1024);
      settings.put("n-positions", positions);
      settings.put("n-head", whole("n_head", 12));
      settings.put("n-layer", whole("n_layer", 12));
      settings.put("n-embd", whole("n_embd", 768));
      if (json.path("n_inner").isNumber()) {
        settings.put("n-inner", json.get("n_inner").asInt());
      }
      settings.put("activation-function", activation());
      settings.put("layer-norm-epsilon", json.path("layer_norm_epsilon").asDouble(1e-5));
      for (String dropout : List.of("attn_pdrop", "embd_pdrop", "resid_pdrop")) {
        settings.put(dropout.replace('_', '-'), json.path(dropout).asDouble(0.1));
      }
      settings.put("scale-attn-weights", json.path("scale_attn_weights").asBoolean(true));
      settings.put(
          "scale-attn-by-inverse-layer-idx",
          json.path("scale_attn_by_inverse_layer_idx").asBoolean(false));
      settings.put("tie-word-embeddings", json.path("tie_word_embeddings").asBoolean(true));
      refuse();
      List<String> notes = new ArrayList<>();
      if (json.path("reorder_and_upcast_attn").asBoolean(false)) {
        notes.add("reorder_and_upcast_attn has no counterpart: softmax is in float32 in any case");
      }
      int vocabulary = whole("vocab_size", 50257);
      if (!problems.isEmpty()) {
        throw new SettingsException(
            problems.stream().map(problem -> file + ": " + problem).toList());
      }
      return new HuggingFaceConfig(
          vocabulary, positions, id("bos_token_id"), id("eos_token_id"), settings, notes);
    }

    private int id(String key) {
      return json.path(key).asInt(50256);
    }

    private int whole(String key, int otherwise) {
      JsonNode value = json.path(key);
      if (value.isMissingNode()) {
        return otherwise;
      }
      if (!value.isInt() || value.asInt() < 1) {
        problems.add(key + " = " + value + " is not a whole number above 0");
        return otherwise;
      }
      return value.asInt();
    }

    private String activation() {
      String name = json.path("activation_function").asText("gelu_new");
      String ours = ACTIVATIONS.get(name);
      if (ours == null) {
        problems.add(
            "activation_function \""
                + name
                + "\" is not supported; the model would compute otherwise");
        return "gelu_new";
      }
      return ours;
    }

    private void refuse() {
      if (json.path("add_cross_attention").asBoolean(false)) {
        problems.add("add_cross_attention is not supported: the model reads another one's vectors");
      }
      if (json.hasNonNull("quantization_config")) {
        problems.add("quantization_config is not supported: save the model without quantization");
      }
    }
  }
}
