package dev.rookery.runtime.config;

import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an {@link Experiment} of what the user wrote, or says everything that is wrong with it. */
public final class ExperimentReader {

  /** A part of the experiment that a command can't do without. */
  public enum Need {
    TASK,
    AGENT,
    LEARNER
  }

  private final ComponentCatalog catalog;
  private final ModelFolders models;

  /** A reader for experiments whose models are folders. */
  public ExperimentReader(ComponentCatalog catalog) {
    this(catalog, ModelFolders.FOLDERS_ONLY);
  }

  /**
   * Creates a reader.
   *
   * @param models finds the folders of models that the experiment names
   */
  public ExperimentReader(ComponentCatalog catalog, ModelFolders models) {
    this.catalog = catalog;
    this.models = models;
  }

  /**
   * The folders in which the experiment wants plugins to be looked for, {@code plugins.path}; it is
   * read before there is a catalog.
   *
   * @throws SettingsException if a file is missing or is not HOCON
   */
  public static List<Path> pluginPath(ExperimentArguments arguments) {
    return early(arguments, "plugins", Sections.PLUGINS, Sections.PLUGIN_PATH).stream()
        .map(Path::of)
        .toList();
  }

  /**
   * The zoos in which the experiment wants models to be looked up, {@code zoo.index}; it is read
   * before the trained agent is found.
   *
   * @throws SettingsException if a file is missing or is not HOCON
   */
  public static List<String> zooIndexes(ExperimentArguments arguments) {
    return early(arguments, "zoo", Sections.ZOO, Sections.ZOO_INDEX);
  }

  private static List<String> early(
      ExperimentArguments arguments,
      String section,
      SettingsSpec spec,
      Setting<List<String>> setting) {
    SettingsNode tree = ExperimentTree.files(arguments);
    for (String token : arguments.rest()) {
      if (token.startsWith(section + "." + setting.name() + "=")) {
        Assignment assignment = Assignment.ofKeyValue(token);
        tree = SettingsTree.with(tree, assignment.path(), assignment.value());
      }
    }
    Problems toldLater = new Problems();
    Settings settings = spec.read(SettingsTree.section(tree, section), toldLater);
    return settings.find(setting).orElse(List.of());
  }

  /**
   * Reads an experiment.
   *
   * @param needs sections that must be there (or have a default); the others may be missing
   * @throws SettingsException with every problem: unknown keys and names, wrong types, broken
   *     ranges, missing values, what a trained agent can't change any more; and the plugins that
   *     could not be loaded if a name was not found
   */
  public Experiment read(ExperimentArguments arguments, Set<Need> needs) {
    Problems problems = new Problems();
    SettingsNode tree = new ExperimentTree(catalog, arguments, models, problems).build();
    Optional<Path> saved = saved(arguments);
    boolean beginsAgain =
        needs.contains(Need.LEARNER) && saved.filter(SavedExperiment::isBeforeTraining).isPresent();
    SettingsNode found = beginsAgain ? InitialModel.found(tree, models) : tree;
    Experiment experiment =
        read(
            needs.contains(Need.LEARNER) ? ScoreModels.found(found, models) : found,
            needs,
            saved.map(SavedOrigins::of).orElse(Map.of()),
            problems);
    saved.ifPresent(file -> new TrainedAgent(file).check(tree, catalog, problems));
    throwIfAny(problems, arguments.model().isPresent(), saved);
    return experiment;
  }

  /**
   * Reads an experiment that was not written by a user.
   *
   * @param settings by their full paths, such as {@code agent.model-options.n-layers}
   * @param needs see {@link #read(ExperimentArguments, Set)}
   * @throws SettingsException with every problem
   */
  public Experiment read(Map<String, SettingsValue> settings, Set<Need> needs) {
    SettingsNode tree = SettingsNode.empty("");
    for (Map.Entry<String, SettingsValue> setting : settings.entrySet()) {
      tree = SettingsTree.with(tree, setting.getKey(), setting.getValue());
    }
    Problems problems = new Problems();
    Experiment experiment = read(tree, needs, Map.of(), problems);
    throwIfAny(problems, false, Optional.empty());
    return experiment;
  }

  /** The experiment of the trained agent that the arguments speak of, if they do. */
  private static Optional<Path> saved(ExperimentArguments arguments) {
    return arguments.saved() ? Optional.of(arguments.files().get(0)) : Optional.empty();
  }

  private void throwIfAny(Problems problems, boolean modelGiven, Optional<Path> saved) {
    if (!problems.isEmpty()) {
      List<String> all = new ArrayList<>(problems.all().stream().distinct().toList());
      if (modelGiven) {
        all.removeIf(problem -> problem.startsWith("no agent is named")); // it was, but wrongly
      }
      if (all.stream().anyMatch(problem -> problem.startsWith("there is no "))) {
        all.removeIf(problem -> problem.endsWith(Flags.NOT_USED)); // it may be of what is misspelt
        if (all.stream().anyMatch(problem -> problem.startsWith("there is no learner "))) {
          all.removeIf(problem -> problem.startsWith("no task is named")); // it may need none
        }
        catalog.problems().forEach(note -> all.add("a plugin could not be used: " + note));
        saved.ifPresent(file -> all.addAll(MissingPlugins.of(file, catalog.sources())));
      }
      throw new SettingsException(all);
    }
  }

  private Experiment read(
      SettingsNode tree, Set<Need> needs, Map<String, String> savedOrigins, Problems problems) {
    Settings root = Sections.ROOT.read(tree, problems);
    Selection selection = new Selection(catalog, problems);
    Optional<Selected<LearnerFactory>> learner =
        selection.section(
            ComponentKind.LEARNER,
            tree,
            "learner",
            Sections.LEARNER_NAME,
            needs.contains(Need.LEARNER));
    boolean makesItsData =
        needs.contains(Need.LEARNER)
            && learner.filter(found -> !found.factory().needsTask()).isPresent();
    Settings run = inner(Sections.RUN, tree, "run");
    if (run.isGiven(Sections.SEEDS) && run.isGiven(Sections.SEED)) {
      problems.add(
          "run.seeds ("
              + run.originOf(Sections.SEEDS)
              + ") and run.seed ("
              + run.originOf(Sections.SEED)
              + ") exclude each other; leave one of them out");
    }
    return new Experiment(
        new TaskReader(catalog, problems).read(tree, needs.contains(Need.TASK) && !makesItsData),
        selection.section(
            ComponentKind.AGENT, tree, "agent", Sections.AGENT_NAME, needs.contains(Need.AGENT)),
        selection.section(
            ComponentKind.SEARCH, tree, "decode", Sections.SEARCH, needs.contains(Need.AGENT)),
        learner,
        needs.contains(Need.LEARNER) || tree.values().containsKey("trackers")
            ? selection.list(ComponentKind.TRACKER, root, Sections.TRACKERS, tree)
            : List.of(),
        inner(Sections.EVAL, tree, "eval"),
        inner(Sections.DATA, tree, "data"),
        run,
        inner(Sections.PLUGINS, tree, "plugins"),
        inner(Sections.ZOO, tree, "zoo"),
        savedOrigins);
  }

  /** Reads a section whose problems the root has told already. */
  private static Settings inner(SettingsSpec spec, SettingsNode tree, String section) {
    return spec.read(SettingsTree.section(tree, section), new Problems());
  }

  static Optional<SettingsValue> name(SettingsNode tree, String section, String key) {
    return SettingsTree.find(tree, section + "." + key);
  }
}
