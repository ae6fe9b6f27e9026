package dev.rookery.benchmarks;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.experiment.CatalogComponents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sizes of a GPT-2. */
record Gpt2Shape(int vocabulary, int positions, int layers, int heads, int size) {

  /** The smallest of OpenAI's, 124 million weights. */
  static final Gpt2Shape SMALL = new Gpt2Shape(50257, 1024, 12, 12, 768);

  /** AceGen's default, with a vocabulary of some characters. */
  static final Gpt2Shape ACEGEN = new Gpt2Shape(64, 2048, 24, 16, 128);

  /** The shape of a name on the command line: {@code 124m} or {@code acegen}. */
  static Gpt2Shape titled(String title) {
    return switch (title) {
      case "124m" -> SMALL;
      case "acegen" -> ACEGEN;
      default -> throw new IllegalArgumentException(title + " is neither 124m nor acegen");
    };
  }

  private record Context(
      Settings settings,
      Components components,
      int vocabularySize,
      int maxLength,
      NDManager manager,
      Precision precision)
      implements PolicyContext {
    @Override
    public long seed() {
      return 1;
    }
  }

  /** Rookery's network of these sizes, with random weights. */
  CausalModel rookery(Precision precision, NDManager manager) {
    ComponentCatalog catalog =
        ComponentCatalog.of(PluginRegistry.load(List.of(), Gpt2Shape.class.getClassLoader()));
    PolicyModelFactory factory =
        catalog.<PolicyModelFactory>lookUp(ComponentKind.POLICY, "gpt2").orElseThrow();
    Map<String, SettingsValue> values = new HashMap<>();
    Map.of(
            "n-positions", positions,
            "n-layer", layers,
            "n-head", heads,
            "n-embd", size,
            "tie-word-embeddings", true)
        .forEach((key, value) -> values.put(key, new SettingsValue(value, "benchmark")));
    Problems problems = new Problems();
    Settings settings = factory.settings().read(new SettingsNode("", values), problems);
    problems.throwIfAny();
    return (CausalModel)
        factory.actor(
            new Context(
                settings,
                CatalogComponents.of(catalog),
                vocabulary,
                positions,
                manager,
                precision));
  }
}
