package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.testkit.TestingSettings;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A policy small enough for tests: an untrained GRU that writes up to 12 atoms. */
public final class TinyPolicy {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), TinyPolicy.class.getClassLoader()));

  private static final List<String> SETTINGS =
      List.of(
          "agent.policy=gru",
          "agent.policy-options.embedding-size=8",
          "agent.policy-options.hidden-size=12",
          "agent.policy-options.num-layers=1",
          "agent.max-length=12",
          "run.threads=1");

  private TinyPolicy() {}

  /** What makes one of an experiment, and more. */
  public static List<String> settings(String... more) {
    return Stream.concat(SETTINGS.stream(), Stream.of(more)).toList();
  }

  /**
   * The agent itself.
   *
   * @param around the network
   */
  static PolicyAgent agent(UnaryOperator<PolicyModel> around) {
    NDManager manager = NDManager.newBaseManager("PyTorch");
    PolicyModelFactory factory =
        CATALOG.<PolicyModelFactory>lookUp(ComponentKind.POLICY, "gru").orElseThrow();
    Vocabulary vocabulary = new Vocabulary(List.of("EOS", "GO", "C", "N", "O"), "GO", "EOS");
    PolicyNetworks networks =
        new PolicyNetworks(
            factory,
            TestingSettings.of(
                factory.settings(), Map.of("embedding-size", 4, "hidden-size", 8, "num-layers", 1)),
            CatalogComponents.of(CATALOG),
            vocabulary.size(),
            12,
            Precision.FLOAT32,
            3);
    TokenizerFactory tokenizers =
        CATALOG.<TokenizerFactory>lookUp(ComponentKind.TOKENIZER, "smiles").orElseThrow();
    SequenceCodec codec =
        new SequenceCodec(tokenizers.create(tokenizers.settings().defaults()), vocabulary, 12);
    return new PolicyAgent(
        networks, around.apply(networks.actor(manager)), codec, manager, false, 42);
  }
}
