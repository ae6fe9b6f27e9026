package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Plugin;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.PolicyConfiguration;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.PretrainedPolicy;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.BuiltInPlugin;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentSource;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.learning.checkpoint.SafetensorsWriter;
import dev.rookery.runtime.policy.PolicyAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network brings its vocabulary, tokenizer and weights along. */
class BroughtPolicyTest {

  private static final Setting<Integer> SIZE =
      Setting.integer("hidden-size").defaultsTo(12).describedAs("size of the state");

  @TempDir Path folder;
  private Path vocabulary;
  private Path weights;
  private boolean withWeights = true;
  private String network = "gru";

  private final class Brought implements PolicyConfiguration, Plugin {

    @Override
    public String name() {
      return "brought";
    }

    @Override
    public String description() {
      return "A small GRU";
    }

    @Override
    public String network() {
      return network;
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          SIZE,
          Setting.integer("embedding-size").defaultsTo(8).describedAs("size of the embeddings"),
          Setting.integer("num-layers").defaultsTo(1).describedAs("layers"));
    }

    @Override
    public Optional<PretrainedPolicy> pretrained() {
      PretrainedPolicy all =
          PretrainedPolicy.of(url(vocabulary))
              .withTokenizer("ascii")
              .withMaxLength(9)
              .withStartAndEnd("<", ">");
      return Optional.of(withWeights ? all.withWeights(url(weights)) : all);
    }

    @Override
    public List<PolicyModelFactory> policyModels() {
      return List.of(this);
    }
  }

  private final ComponentCatalog catalog = catalog();

  private ComponentCatalog catalog() {
    List<ComponentSource> sources = new ArrayList<>();
    sources.add(ComponentSource.of("rookery", new BuiltInPlugin()));
    PluginRegistry.load(List.of(), getClass().getClassLoader())
        .plugins()
        .forEach(plugin -> sources.add(ComponentSource.of(plugin)));
    sources.add(ComponentSource.of("test", new Brought()));
    return new ComponentCatalog(sources, List.of(), (type, name) -> Optional.empty());
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void writeFiles() throws IOException {
    vocabulary = Files.write(folder.resolve("tokens.txt"), List.of(">", "<", "C", "N", "O"));
    weights = folder.resolve("weights.safetensors");
    try (OpenAgent open = open("agent.pretrained=false", "agent.vocabulary=" + vocabulary);
        OutputStream out = Files.newOutputStream(weights)) {
      SafetensorsWriter.write(policy(open).parameters().byName(), out);
    }
  }

  private static PolicyAgent policy(OpenAgent open) {
    return (PolicyAgent) open.agent();
  }

  private Experiment experiment(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("agent.name=policy", "agent.policy=brought", "run.threads=1"));
    if (String.join(" ", more).contains("pretrained=false")) {
      settings.addAll(List.of("agent.start-token=<", "agent.end-token=>"));
    }
    settings.addAll(List.of(more));
    return new ExperimentReader(catalog)
        .read(
            ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
            EnumSet.of(ExperimentReader.Need.AGENT));
  }

  private OpenAgent open(String... more) {
    return OpenAgent.of(experiment(more), catalog, SmallRun.NO_DOWNLOADS, Optional.empty());
  }

  private static Map<String, float[]> values(Parameters parameters) {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters.byName().forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  @Test
  void allOfItIsTheBeginningOfAnExperimentThatSaysNothingElse() {
    Map<String, float[]> expected;
    try (OpenAgent open = open("agent.pretrained=false", "agent.vocabulary=" + vocabulary)) {
      expected = values(policy(open).parameters());
    }
    try (OpenAgent open = open("run.seed=7")) {
      PolicyAgent agent = policy(open);
      assertThat(agent.codec().vocabulary().tokens()).containsExactly(">", "<", "C", "N", "O");
      assertThat(agent.codec().vocabulary().startId()).isEqualTo(1);
      assertThat(agent.codec().maxLength()).isEqualTo(9);
      assertThat(agent.codec().tokenizer().tokenize("Cl")).containsExactly("C", "l");
      assertThat(values(agent.parameters())).usingRecursiveComparison().isEqualTo(expected);
    }
    assertThat(experiment().render())
        .contains("max-length = 9  # policy brought", "start-token = \"<\"  # policy brought");
  }

  @Test
  void whatTheExperimentSaysWins() throws IOException {
    Path others = Files.write(folder.resolve("others.txt"), List.of("EOS", "GO", "C", "Cl", "O"));
    try (OpenAgent open =
        open("agent.vocabulary=" + others, "agent.tokenizer=smiles", "agent.max-length=20")) {
      PolicyAgent agent = policy(open);
      assertThat(agent.codec().vocabulary().tokens()).contains("Cl");
      assertThat(agent.codec().maxLength()).isEqualTo(20);
      assertThat(agent.codec().tokenizer().tokenize("Cl")).containsExactly("Cl");
    }
  }

  @Test
  void otherWeightsThanItsOwnAreRandom() {
    try (OpenAgent brought = open("run.seed=7");
        OpenAgent random =
            open("run.seed=7", "agent.pretrained=false", "agent.vocabulary=" + vocabulary)) {
      assertThat(policy(random).codec().maxLength()).isEqualTo(200);
      assertThat(values(policy(random).parameters()).get("embedding.weight"))
          .isNotEqualTo(values(policy(brought).parameters()).get("embedding.weight"));
    }
  }

  @Test
  void saysBothSizesWhereWeightsDoNotFit() throws IOException {
    Path longer =
        Files.write(folder.resolve("longer.txt"), List.of("EOS", "GO", "C", "N", "O", "F", "S"));

    assertThatThrownBy(() -> open("agent.vocabulary=" + longer))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(weights.toString())
        .hasMessageContaining("(5, 8), not (7, 8)")
        .hasMessageContaining("It has 5 tokens")
        .hasMessageContaining(vocabulary.toString())
        .hasMessageContaining("the vocabulary here has 7")
        .hasMessageContaining("agent.pretrained = false");
    assertThatThrownBy(() -> open("agent.policy-options.hidden-size=13"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("(36, 8), not (39, 8)");
  }

  @Test
  void saysWhichFileCanNotBeRead() throws IOException {
    Files.write(weights, new byte[] {1, 2, 3});
    assertThatThrownBy(this::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(weights.toString())
        .hasMessageContaining("not a whole safetensors file");
    Files.delete(vocabulary);
    assertThatThrownBy(this::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(vocabulary.toString())
        .hasMessageContaining("\"brought\"");
  }

  @Test
  void withoutWeightsItNeedsSomethingToLearnFrom() throws IOException {
    withWeights = false;
    assertThatThrownBy(this::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"brought\" brings no weights")
        .hasMessageContaining("--init-model");
    Path sequences =
        Files.write(folder.resolve("data.smi"), List.of("C", "CC", "CO", "CN", "CCC", "CCO"));
    try (OpenAgent open =
        open("task.name=sequences", "task.path=" + sequences, "task.valid-fraction=0.2")) {
      assertThat(policy(open).codec().vocabulary().size()).isEqualTo(5);
    }
  }

  @Test
  void itsOptionsAreCheckedByTheNetwork() {
    assertThatThrownBy(() -> open("agent.policy-options.num-layers=0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("num-layers")
        .hasMessageContaining("at least 1");
    network = "grru";
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("grru")
        .hasMessageContaining("policy brought");
  }
}
