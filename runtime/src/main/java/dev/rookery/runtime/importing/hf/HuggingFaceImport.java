package dev.rookery.runtime.importing.hf;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedProvenance;
import dev.rookery.runtime.importing.NewFolder;
import dev.rookery.runtime.learning.ImportedTraining;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.VocabularyFile;
import dev.rookery.runtime.run.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model folder of a GPT-2 in a folder of Hugging Face's transformers: a policy that writes
 * texts, whose tokenizer's files lie in the new folder.
 */
public final class HuggingFaceImport {

  private static final String ORIGIN = "import hf";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_FILE = "agent.tokenizer.file";

  private static final Downloads NONE =
      (source, sha256, mostBytes, target) -> {
        throw new UserException(source + " isn't downloaded while a model is imported");
      };

  /**
   * What was imported.
   *
   * @param weights how many numbers the model has
   * @param notes what has no counterpart, a line each
   */
  public record Imported(long weights, List<String> notes) {}

  private final ComponentCatalog catalog;

  public HuggingFaceImport(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Imports a model. The folder is there as a whole or not at all.
   *
   * @param folder must not exist, or be empty
   * @param maxLength most tokens of a text that it writes; no more than it has positions
   * @param arguments of the command line, for the provenance
   * @throws UserException if a file is missing, damaged or of another model; says which
   */
  public Imported run(Path source, Path folder, int maxLength, List<String> arguments) {
    HuggingFaceModel model = HuggingFaceModel.open(source);
    try (NewFolder made = new NewFolder(folder)) {
      for (Path file : model.tokenizerFiles()) {
        Files.copy(file, made.path().resolve(file.getFileName()));
      }
      Path tokenizer = made.path().resolve(TOKENIZER);
      OlderTokenizer older = new OlderTokenizer(source);
      if (!Files.exists(tokenizer) && older.exists()) {
        older.writeTo(tokenizer);
      }
      Path given = source.resolve(TOKENIZER);
      Vocabulary vocabulary =
          new HuggingFaceTokens(catalog, model, Files.exists(given) ? given : tokenizer)
              .vocabulary();
      Path tokens = made.scratch().resolve(VocabularyFile.NAME);
      VocabularyFile.write(vocabulary, tokens);
      Map<String, SettingsValue> settings = settings(model, vocabulary, maxLength);
      put(settings, TOKENIZER_FILE, tokenizer.toString());
      long weights = save(model, settings, tokens, made.path());
      put(
          settings,
          TOKENIZER_FILE,
          folder.toAbsolutePath().normalize().resolve(TOKENIZER).toString());
      Experiment experiment = experiment(settings);
      WholeFile.write(made.path().resolve(SavedExperiment.FILE_NAME), experiment.render());
      new ImportedProvenance("Hugging Face", model.files(), arguments)
          .write(experiment, catalog, made.path());
      made.publish();
      return new Imported(weights, model.config().notes());
    } catch (IOException e) {
      throw new UserException(folder + " can't be written: " + IoReasons.of(e), e);
    }
  }

  private long save(
      HuggingFaceModel model, Map<String, SettingsValue> settings, Path tokens, Path target) {
    Map<String, SettingsValue> withVocabulary = new LinkedHashMap<>(settings);
    put(withVocabulary, "agent.vocabulary", tokens.toString());
    try (OpenAgent open =
        OpenAgent.of(experiment(withVocabulary), catalog, NONE, Optional.empty())) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      model.fill(agent.parameters());
      new ImportedTraining(0, Map.of()).save(target, agent, Optional.empty());
      return agent.parameters().count();
    }
  }

  private Experiment experiment(Map<String, SettingsValue> settings) {
    return new ExperimentReader(catalog).read(settings, EnumSet.of(ExperimentReader.Need.AGENT));
  }

  private static Map<String, SettingsValue> settings(
      HuggingFaceModel model, Vocabulary vocabulary, int maxLength) {
    Map<String, SettingsValue> settings = new LinkedHashMap<>();
    put(settings, "agent.name", "policy");
    put(settings, "agent.policy.name", "gpt2");
    model
        .config()
        .settings()
        .forEach((key, value) -> put(settings, "agent.policy-options." + key, value));
    put(settings, "agent.tokenizer.name", "huggingface");
    put(settings, "agent.start-token", vocabulary.token(vocabulary.startId()));
    put(settings, "agent.end-token", vocabulary.token(vocabulary.endId()));
    put(settings, "agent.max-length", Math.min(maxLength, model.config().positions()));
    return settings;
  }

  private static void put(Map<String, SettingsValue> settings, String key, Object value) {
    settings.put(key, new SettingsValue(value, ORIGIN));
  }
}
