package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.importing.hf.HuggingFaceConfig;
import dev.rookery.runtime.importing.hf.HuggingFaceModel;
import dev.rookery.runtime.text.ParityFolder;
import dev.rookery.testkit.TestingPolicyContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checkpoints and numbers of the reference data of Hugging Face's GPT-2. */
public final class GoldenGpt2 {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), GoldenGpt2.class.getClassLoader()));

  private GoldenGpt2() {}

  /** A network with the weights of one of the checkpoints. */
  public static CausalModel model(String name, NDManager manager) {
    return model(ParityFolder.file("gpt2/" + name), manager);
  }

  /** What the configuration of one of the checkpoints says. */
  public static HuggingFaceConfig config(String name) {
    return HuggingFaceModel.open(ParityFolder.file("gpt2/" + name)).config();
  }

  /** A network with the weights in a folder. */
  public static CausalModel model(Path folder, NDManager manager) {
    HuggingFaceModel saved = HuggingFaceModel.open(folder);
    HuggingFaceConfig config = saved.config();
    CausalModel model =
        model(config.settings(), config.vocabularySize(), config.positions(), manager);
    saved.fill(model.parameters());
    return model;
  }

  /** A network with random weights. */
  public static CausalModel model(
      Map<String, Object> settings, int vocabulary, int positions, NDManager manager) {
    PolicyModelFactory factory = CATALOG.lookUp(ComponentKind.POLICY, "gpt2").orElseThrow();
    return (CausalModel)
        factory.actor(TestingPolicyContext.of(factory, settings, vocabulary, positions, manager));
  }

  static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers.get(i).asDouble();
    }
    return floats;
  }

  /** Rows of whole numbers, (B, T) int64. */
  static NDArray longs(JsonNode rows, NDManager manager) {
    long[] longs = new long[rows.size() * rows.get(0).size()];
    int n = 0;
    for (JsonNode row : rows) {
      for (int id : ParityFolder.ids(row)) {
        longs[n++] = id;
      }
    }
    return manager.create(longs, new Shape(rows.size(), rows.get(0).size()));
  }
}
