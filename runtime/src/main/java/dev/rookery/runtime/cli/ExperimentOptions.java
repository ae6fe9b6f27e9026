package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.ModelFolders;
import dev.rookery.runtime.config.SavedDecoding;
import dev.rookery.runtime.config.SavedExperiment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options from which an experiment is read. */
final class ExperimentOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-t", "--task"},
      paramLabel = "TASK",
      description =
          "The task, such as convai2:self:no_cands, or several joined by commas (task.name).")
  private @Nullable String task;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description =
          "The agent (agent.name), or a model for the generator agent, such as example-tga.")
  private @Nullable String model;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Read this HOCON file; may be repeated, later files go over earlier ones.")
  private List<Path> configs = new ArrayList<>();

  @Parameters(
      paramLabel = "FILE.conf | key=value | --setting VALUE",
      description =
          "An experiment's file, before any flag; then any setting by its full key"
              + " (learner.epochs=3), its name (--epochs 3) or ParlAI's flag (-eps 3)."
              + " True-or-false settings need no value. \"rookery describe\" lists them all.")
  private List<String> rest = new ArrayList<>();

  @Mixin private PluginFolders folders = new PluginFolders();
  @Mixin private ZooOptions zoo = new ZooOptions();

  /** What {@code -t} names, if given. */
  Optional<String> task() {
    return Optional.ofNullable(task);
  }

  /** What {@code -m} names, if given. */
  Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /**
   * Reads the experiment; this loads the plugins.
   *
   * @param preferred see {@link ExperimentArguments#preferred}
   * @param modelFolder a run or checkpoint whose experiment is the base
   * @throws dev.rookery.api.settings.SettingsException with everything that is wrong
   */
  LoadedExperiment load(
      String preferred, Optional<Path> modelFolder, Set<ExperimentReader.Need> needs) {
    return loadSaved(preferred, modelFolder.map(SavedExperiment::find), needs);
  }

  /** The same on the base of a saved experiment's file. */
  LoadedExperiment loadSaved(
      String preferred, Optional<Path> file, Set<ExperimentReader.Need> needs) {
    return load(arguments(preferred, file), needs);
  }

  /** Whether the command line sets a setting, by its name or by its full key. */
  boolean sets(String section, String name) {
    return LongShortFlags.unmark(rest).stream()
        .anyMatch(
            token ->
                token.equals("--" + name)
                    || token.startsWith("--" + name + "=")
                    || token.startsWith(section + "." + name + "="));
  }

  /** The folder of a trained agent, which is pulled first if it is named as one of a zoo. */
  Path modelFolder(String name) {
    if (!ModelFolders.isName(name)) {
      return Path.of(name);
    }
    List<String> indexes = ExperimentReader.zooIndexes(arguments("", Optional.empty()));
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      return zoo.models(indexes, progress).folder(name);
    }
  }

  /** Loads an experiment in which an agent is taken for granted where none is named. */
  LoadedExperiment loadWithAgent(String agent, String preferred, Set<ExperimentReader.Need> needs) {
    ExperimentArguments arguments = arguments(preferred, Optional.empty());
    boolean named =
        arguments.model().isPresent()
            || !arguments.files().isEmpty()
            || arguments.rest().stream().anyMatch(token -> token.startsWith("agent.name="));
    return load(named ? arguments : arguments.withModel(agent), needs);
  }

  /** Loads an experiment in which a learner is taken for granted where none is named. */
  LoadedExperiment loadWithLearner(
      String learner, String preferred, Set<ExperimentReader.Need> needs) {
    ExperimentArguments arguments = arguments(preferred, Optional.empty());
    boolean named =
        !arguments.files().isEmpty()
            || arguments.rest().stream().anyMatch(token -> token.startsWith("learner.name="));
    return load(named ? arguments : arguments.with("learner.name=" + learner), needs);
  }

  /** Loads the experiment of a trained agent as it is. */
  static LoadedExperiment load(
      Path modelFolder, PluginFolders folders, ZooOptions zoo, Set<ExperimentReader.Need> needs) {
    ExperimentArguments arguments =
        new ExperimentArguments(
            List.of(SavedExperiment.find(modelFolder)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "eval",
            true);
    return load(arguments, folders, zoo, needs);
  }

  private LoadedExperiment load(ExperimentArguments arguments, Set<ExperimentReader.Need> needs) {
    LoadedExperiment loaded = load(arguments, folders, zoo, needs);
    if (arguments.saved()) {
      SavedDecoding saved = new SavedDecoding(arguments.files().get(0), loaded.catalog());
      sayChanges(saved.changes(loaded.experiment()));
    }
    return loaded;
  }

  private static LoadedExperiment load(
      ExperimentArguments arguments,
      PluginFolders folders,
      ZooOptions zoo,
      Set<ExperimentReader.Need> needs) {
    PluginRegistry registry = folders.registry(ExperimentReader.pluginPath(arguments));
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      ComponentCatalog catalog = ComponentCatalog.of(registry);
      ModelFolders models =
          name -> zoo.models(ExperimentReader.zooIndexes(arguments), progress).folder(name);
      return new LoadedExperiment(
          new ExperimentReader(catalog, models).read(arguments, needs),
          catalog,
          registry,
          zoo.settings());
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  private void sayChanges(List<String> changes) {
    PrintWriter err = command.commandLine().getErr();
    changes.forEach(err::println);
    err.flush();
  }

  private ExperimentArguments arguments(String preferred, Optional<Path> saved) {
    List<Path> files = new ArrayList<>();
    saved.ifPresent(files::add);
    List<String> settings = new ArrayList<>();
    boolean afterFlag = false;
    for (String token : LongShortFlags.unmark(rest)) {
      boolean flag = token.matches("-{1,2}[A-Za-z].*");
      if (!flag && !afterFlag && !token.matches("[a-z][\\w.-]*=(?s:.*)")) {
        files.add(Path.of(token));
      } else {
        settings.add(token);
      }
      afterFlag = flag && token.indexOf('=') < 0;
    }
    files.addAll(configs);
    return new ExperimentArguments(files, task(), model(), settings, preferred, saved.isPresent());
  }
}
