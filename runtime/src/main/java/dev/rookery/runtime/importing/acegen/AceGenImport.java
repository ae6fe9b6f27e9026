package dev.rookery.runtime.importing.acegen;

import ai.djl.ndarray.types.Shape;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedProvenance;
import dev.rookery.runtime.importing.NewFolder;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import dev.rookery.runtime.learning.ImportedTraining;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.VocabularyFile;
import dev.rookery.runtime.run.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a model folder of a policy that AceGen trained. */
public final class AceGenImport {

  private static final String ORIGIN = "import acegen";

  private static final Downloads NONE =
      (source, sha256, mostBytes, target) -> {
        throw new UserException(source + " isn't downloaded while a model is imported");
      };

  /**
   * What to import.
   *
   * @param checkpoint a state dict of an actor
   * @param vocabulary its tokens, {@code .txt}, {@code .ckpt} or {@code .pt}
   * @param tokenizer how it cuts sequences
   * @param heads number of attention heads of a GPT-2, which its weights don't tell
   * @param maxLength most tokens of a sequence
   */
  public record Source(
      Path checkpoint, Path vocabulary, String tokenizer, int heads, int maxLength) {}

  private final ComponentCatalog catalog;

  public AceGenImport(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Imports a policy. The folder is there as a whole or not at all.
   *
   * @param folder must not exist, or be empty
   * @param arguments of the command line, for the provenance
   * @return number of weights
   * @throws UserException if a file is missing, damaged or not AceGen's, or the files don't fit
   *     each other; says which
   */
  public long run(Source source, Path folder, List<String> arguments) {
    Vocabulary vocabulary = AceGenVocabulary.read(source.vocabulary());
    Map<String, SettingsValue> settings = new LinkedHashMap<>();
    put(settings, "agent.name", "policy");
    sizes(source, vocabulary).forEach((key, value) -> put(settings, "agent." + key, value));
    put(settings, "agent.tokenizer.name", source.tokenizer());
    put(settings, "agent.start-token", vocabulary.token(vocabulary.startId()));
    put(settings, "agent.end-token", vocabulary.token(vocabulary.endId()));
    put(settings, "agent.max-length", source.maxLength());
    try (NewFolder made = new NewFolder(folder)) {
      Path tokens = made.scratch().resolve(VocabularyFile.NAME);
      VocabularyFile.write(vocabulary, tokens);
      Experiment experiment = new ExperimentReader(catalog).read(settings, needs());
      Map<String, SettingsValue> withVocabulary = new LinkedHashMap<>(settings);
      put(withVocabulary, "agent.vocabulary", tokens.toString());
      long weights;
      try (OpenAgent open =
          OpenAgent.of(
              new ExperimentReader(catalog).read(withVocabulary, needs()),
              catalog,
              NONE,
              Optional.empty())) {
        PolicyAgent agent = (PolicyAgent) open.agent();
        AceGenWeights.copy(source.checkpoint(), agent.parameters());
        new ImportedTraining(0, Map.of()).save(made.path(), agent, Optional.empty());
        weights = agent.parameters().count();
      }
      WholeFile.write(made.path().resolve(SavedExperiment.FILE_NAME), experiment.render());
      new ImportedProvenance("AceGen", List.of(source.checkpoint(), source.vocabulary()), arguments)
          .write(experiment, catalog, made.path());
      made.publish();
      return weights;
    } catch (IOException e) {
      throw new UserException(folder + " can't be written: " + e.getMessage(), e);
    }
  }

  private static EnumSet<ExperimentReader.Need> needs() {
    return EnumSet.of(ExperimentReader.Need.AGENT);
  }

  private static void put(Map<String, SettingsValue> settings, String key, Object value) {
    settings.put(key, new SettingsValue(value, ORIGIN));
  }

  /** The kind of network and its sizes, by the shapes of its weights. */
  private static Map<String, Object> sizes(Source source, Vocabulary vocabulary) {
    Map<String, Shape> shapes = shapes(source.checkpoint());
    List<String> names = List.copyOf(shapes.keySet());
    Shape first = shapes.get(names.get(0));
    if (first.dimension() != 2 || first.get(0) != vocabulary.size()) {
      throw new UserException(
          "%s is for %d tokens, and the vocabulary %s has %d"
              .formatted(
                  source.checkpoint(),
                  first.dimension() == 0 ? 0 : first.get(0),
                  source.vocabulary(),
                  vocabulary.size()));
    }
    Map<String, Object> sizes = new LinkedHashMap<>();
    long layers = names.stream().filter(name -> name.contains("weight_hh_l")).count();
    if (layers > 0) {
      Shape recurrent =
          shapes.get(
              names.stream()
                  .filter(name -> name.endsWith("weight_hh_l0"))
                  .findFirst()
                  .orElseThrow());
      sizes.put("policy.name", recurrent.get(0) == 4 * recurrent.get(1) ? "lstm" : "gru");
      sizes.put("policy-options.embedding-size", first.get(1));
      sizes.put("policy-options.hidden-size", recurrent.get(1));
      sizes.put("policy-options.num-layers", layers);
      return sizes;
    }
    if (names.stream().anyMatch(name -> name.contains("wpe.weight"))) {
      sizes.put("policy.name", "gpt2");
      sizes.put("policy-options.n-positions", shapes.get(names.get(1)).get(0));
      sizes.put("policy-options.n-embd", first.get(1));
      sizes.put(
          "policy-options.n-layer",
          names.stream().filter(name -> name.endsWith("attn.c_attn.weight")).count());
      sizes.put("policy-options.n-head", (long) source.heads());
      return sizes;
    }
    throw new UserException(
        source.checkpoint()
            + " is neither a GRU, an LSTM nor a GPT-2 as AceGen saves them; its first weight is "
            + names.get(0));
  }

  private static Map<String, Shape> shapes(Path checkpoint) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    try (TorchCheckpoint opened = TorchCheckpoint.open(checkpoint)) {
      if (opened.root() instanceof Map<?, ?> states) {
        states.forEach(
            (name, value) -> {
              if (name instanceof String text && value instanceof TorchTensor tensor) {
                shapes.put(text, tensor.shape());
              }
            });
      }
    }
    if (shapes.isEmpty()) {
      throw new UserException(
          checkpoint + " has no weights: it isn't a state dict as AceGen saves it");
    }
    return shapes;
  }
}
