package dev.rookery.runtime.importing.parlai;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedProvenance;
import dev.rookery.runtime.importing.NewFolder;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.learning.ImportedTraining;
import dev.rookery.runtime.run.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a model folder of a generator that ParlAI trained. */
public final class ParlAiImport {

  private static final Set<ExperimentReader.Need> NEEDS =
      EnumSet.of(ExperimentReader.Need.AGENT, ExperimentReader.Need.LEARNER);

  private static final Downloads NONE =
      (source, sha256, mostBytes, target) -> {
        throw new UserException(source + " isn't downloaded while a model is imported");
      };

  private final ComponentCatalog catalog;

  public ParlAiImport(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Imports a model. The folder is there as a whole or not at all.
   *
   * @param model ParlAI's model file; {@code .opt} and {@code .dict} are beside it
   * @param folder for the model; must not exist, or be empty
   * @param arguments of the command line, for the provenance
   * @throws UserException if a file is missing, damaged or not ParlAI's, or if the model needs what
   *     isn't here; names it
   */
  public ImportedModel run(Path model, Path folder, List<String> arguments) {
    checkThere(model);
    ParlAiOptions options = ParlAiOptions.read(model.resolveSibling(model.getFileName() + ".opt"));
    Draft draft = draft(options);
    ParlAiDictionary dictionary = ParlAiDictionary.of(model, options);
    Experiment experiment = new ExperimentReader(catalog).read(draft.settings(), NEEDS);
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(model);
        NewFolder made = new NewFolder(folder)) {
      if (!(checkpoint.root() instanceof Map<?, ?> states)) {
        throw new UserException(model + " has no weights: it isn't a ParlAI model");
      }
      ImportedModel imported = write(checkpoint, states, draft, dictionary, made);
      WholeFile.write(made.path().resolve(SavedExperiment.FILE_NAME), experiment.render());
      new ImportedProvenance("ParlAI", List.of(model, options.file(), dictionary.file()), arguments)
          .write(experiment, catalog, made.path());
      made.publish();
      return imported;
    }
  }

  private static void checkThere(Path model) {
    if (Files.isDirectory(model)) {
      throw new UserException(
          model
              + " is a folder; give the model file in it, which has a file of the same name and"
              + " .opt beside it");
    }
    if (!Files.exists(model)) {
      throw new UserException("there is no file " + model);
    }
  }

  private static Draft draft(ParlAiOptions options) {
    Draft draft = new Draft(String.valueOf(options.file().getFileName()));
    ModelOptions.carry(options, draft);
    AgentOptions.carry(options, draft);
    DecodeOptions.carry(options, draft);
    LearnerOptions.carry(options, draft);
    OtherOptions.carry(options, draft);
    if (!draft.errors().isEmpty()) {
      throw new SettingsException(
          draft.errors().stream()
              .map(error -> options.file() + ": " + error + "; the model would compute otherwise")
              .toList());
    }
    return draft;
  }

  private ImportedModel write(
      TorchCheckpoint checkpoint,
      Map<?, ?> states,
      Draft draft,
      ParlAiDictionary dictionary,
      NewFolder made) {
    Map<String, SettingsValue> settings = new LinkedHashMap<>(draft.settings());
    Path copy = dictionary.copyTo(made.scratch());
    settings.put(
        "agent.dictionary.file", new SettingsValue(copy.toString(), dictionary.file().toString()));
    Experiment withDictionary = new ExperimentReader(catalog).read(settings, NEEDS);
    SavedTraining training = new SavedTraining(states);
    try (OpenAgent open = OpenAgent.of(withDictionary, catalog, NONE, Optional.empty());
        NDManager manager = NDManager.newBaseManager()) {
      TrainableAgent agent = (TrainableAgent) open.agent();
      SavedWeights weights = new SavedWeights(checkpoint, states);
      weights.copyInto(agent.parameters());
      SavedOptimizer saved =
          new SavedOptimizer(checkpoint, training, weights.trained(agent.parameters()));
      Optional<Optimizer> optimizer =
          optimizer(
              saved, draft, withDictionary, open.made().get(Components.class), agent, manager);
      try {
        new ImportedTraining(training.updates(), training.scheduler())
            .save(made.path(), agent, optimizer);
      } finally {
        optimizer.ifPresent(Optimizer::close);
      }
      return new ImportedModel(
          made.target(),
          String.valueOf(settings.get("agent.model").raw()),
          agent.parameters().count(),
          training.updates(),
          optimizer.isPresent(),
          draft.notes());
    }
  }

  private static Optional<Optimizer> optimizer(
      SavedOptimizer saved,
      Draft draft,
      Experiment experiment,
      Components components,
      TrainableAgent agent,
      NDManager manager) {
    String why = "";
    SettingsValue wanted = draft.settings().get("learner.optimizer.name");
    if (saved.training().optimizer().isEmpty()) {
      why = "the file has none";
    } else if (wanted == null) {
      why =
          saved
              .training()
              .optimizerType()
              .map(type -> "its optimizer " + type + " isn't there")
              .orElse("the file doesn't say which optimizer it is of");
    } else {
      try {
        return Optional.of(
            ImportedTraining.optimizer(
                experiment.learner().orElseThrow().settings(),
                components,
                agent,
                arrays -> saved.arrays(arrays, manager)));
      } catch (IllegalArgumentException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    draft.note(
        "the optimizer's state didn't come along ("
            + why
            + "): start a new training with --init-model, this one can't be resumed");
    return Optional.empty();
  }
}
