package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent of an experiment that names none but starts from a model: it is what that model is.
 *
 * <p>This is asked before the command line is read, as what its flags mean depends on the agent.
 */
final class InitialAgent {

  private static final String NAME = "agent.name";
  private static final String MODEL = "agent.model";
  private static final Pattern INIT_MODEL =
      Pattern.compile("(?:agent\\.init-model=|--init[-_]model=)(.+)", Pattern.DOTALL);
  private static final Pattern INIT_MODEL_FLAG = Pattern.compile("--init[-_]model|-im");

  private InitialAgent() {}

  /** The same with the agent's name, and its model if it has one, where they can be known so. */
  static SettingsNode named(SettingsNode tree, ExperimentArguments arguments, ModelFolders models) {
    if (arguments.saved()
        || arguments.model().isPresent()
        || SettingsTree.find(tree, NAME).isPresent()
        || sets(arguments.rest(), NAME)
        || arguments.rest().contains("--agent")) {
      return tree;
    }
    Optional<String> typed = typed(arguments.rest());
    return typed
        .or(() -> SettingsTree.find(tree, InitialModel.KEY).map(value -> value.raw().toString()))
        .map(name -> ModelFolders.isName(name) ? models.folder(name) : Path.of(name))
        .flatMap(
            folder ->
                typed.isPresent()
                    ? Optional.of(SavedExperiment.find(folder, "--init-model"))
                    : SavedExperiment.lookFor(folder))
        .map(file -> ConfigFiles.load(List.of(file), List.of()))
        .map(saved -> named(tree, saved, arguments.rest()))
        .orElse(tree);
  }

  private static SettingsNode named(SettingsNode tree, SettingsNode saved, List<String> rest) {
    SettingsNode result = taken(tree, saved, NAME);
    if (SettingsTree.find(tree, MODEL).isPresent() || sets(rest, MODEL)) {
      return result;
    }
    return taken(taken(result, saved, MODEL), saved, MODEL + "-options");
  }

  private static SettingsNode taken(SettingsNode tree, SettingsNode saved, String path) {
    Optional<SettingsValue> value = SettingsTree.find(saved, path);
    return value.isPresent() && SettingsTree.find(tree, path).isEmpty()
        ? SettingsTree.with(tree, path, value.get())
        : tree;
  }

  private static boolean sets(List<String> rest, String path) {
    return rest.stream().anyMatch(token -> token.startsWith(path + "="));
  }

  /** What the command line says, the last time it does. */
  private static Optional<String> typed(List<String> rest) {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < rest.size(); i++) {
      Matcher assigned = INIT_MODEL.matcher(rest.get(i));
      if (assigned.matches()) {
        found = Optional.of(assigned.group(1));
      } else if (i + 1 < rest.size() && INIT_MODEL_FLAG.matcher(rest.get(i)).matches()) {
        found = Optional.of(rest.get(i + 1));
      }
    }
    return found;
  }
}
