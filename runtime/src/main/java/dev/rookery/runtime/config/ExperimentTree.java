package dev.rookery.runtime.config;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts files and command line together. What a flag means depends on the chosen components, and
 * flags choose components, so the command line is read until nothing new is chosen.
 */
final class ExperimentTree {

  /** Which component a key names. */
  private static final Map<String, ComponentKind<?>> NAMES =
      Map.of(
          "task.name", ComponentKind.TEACHER,
          "agent.name", ComponentKind.AGENT,
          "decode.search", ComponentKind.SEARCH,
          "learner.name", ComponentKind.LEARNER);

  /** A component that brings more components than this many levels is a loop. */
  private static final int MOST_ROUNDS = 8;

  private final ComponentCatalog catalog;
  private final ExperimentArguments arguments;
  private final ModelFolders models;
  private final Problems problems;

  ExperimentTree(
      ComponentCatalog catalog,
      ExperimentArguments arguments,
      ModelFolders models,
      Problems problems) {
    this.catalog = catalog;
    this.arguments = arguments;
    this.models = models;
    this.problems = problems;
  }

  /** The files alone, with substitutions that see what {@code key=value} sets. */
  static SettingsNode files(ExperimentArguments arguments) {
    List<Assignment> overrides = new ArrayList<>();
    for (String token : arguments.rest()) {
      if (Flags.isKeyValue(token)) {
        try {
          overrides.add(Assignment.ofKeyValue(token));
        } catch (SettingsException e) {
          // told when the command line is read for good
        }
      }
    }
    return ConfigFiles.load(arguments.files(), overrides);
  }

  SettingsNode build() {
    SettingsNode named =
        InitialAgent.named(withModel(withTask(files(arguments))), arguments, models);
    List<Place> places = Places.of(catalog, named);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Problems toldLater = new Problems();
      SettingsNode tree = filled(apply(named, flags(places, toldLater), places), toldLater);
      List<Place> more = Places.of(catalog, tree);
      boolean same = paths(more).equals(paths(places));
      places = more;
      if (same) {
        break;
      }
    }
    return filled(apply(named, flags(places, problems), places), problems);
  }

  /** With what comes from what the agent starts from; a trained agent has it already. */
  private SettingsNode filled(SettingsNode tree, Problems told) {
    if (arguments.saved()) {
      return tree;
    }
    SettingsNode found = InitialModel.found(tree, models);
    return BroughtSettings.fill(
        InitialModel.of(found)
            .map(model -> model.fillPolicy(model.fill(found, catalog, told)))
            .orElse(found),
        catalog);
  }

  private List<Assignment> flags(List<Place> places, Problems found) {
    return new Flags(places, arguments.preferred(), this::owners, found).read(arguments.rest());
  }

  /** The components that have a setting of this name, such as {@code search beam}. */
  private List<String> owners(String word) {
    List<String> owners = new ArrayList<>();
    for (ComponentKind<?> kind : ComponentKind.ALL) {
      catalog.all(kind).stream()
          .filter(
              factory ->
                  factory.settings().settings().stream()
                      .anyMatch(setting -> Place.of(setting.name(), setting, false).isCalled(word)))
          .map(factory -> kind + " \"" + factory.name() + "\"")
          .forEach(owners::add);
    }
    return owners;
  }

  private static Set<String> paths(List<Place> places) {
    return places.stream().map(Place::path).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sets names of components first, so that their settings are not lost with another's. */
  private SettingsNode apply(SettingsNode tree, List<Assignment> assignments, List<Place> places) {
    Set<String> selectors =
        places.stream().filter(Place::selects).map(Place::path).collect(Collectors.toSet());
    SettingsNode result = tree;
    for (boolean selecting : new boolean[] {true, false}) {
      for (Assignment assignment : assignments) {
        if (selectors.contains(assignment.path()) == selecting) {
          result = set(result, assignment.path(), assignment.value());
        }
      }
    }
    return result;
  }

  private SettingsNode set(SettingsNode tree, String path, SettingsValue value) {
    int dot = path.indexOf('.');
    String section = dot < 0 ? path : path.substring(0, dot);
    ComponentKind<?> named = NAMES.get(path);
    if (arguments.saved() && named != null) {
      Optional<SettingsValue> old = SettingsTree.find(tree, path);
      if (old.isPresent() && !sameComponent(named, old.get(), value)) {
        SettingsNode empty = SettingsNode.empty(section);
        SettingsNode dropped =
            SettingsTree.with(tree, section, new SettingsValue(empty, value.origin()));
        return SettingsTree.with(dropped, path, value);
      }
    }
    return SettingsTree.with(tree, path, value);
  }

  private boolean sameComponent(ComponentKind<?> kind, SettingsValue a, SettingsValue b) {
    return catalog.sameName(
        kind,
        TaskChoice.factoryName(a.raw().toString()),
        TaskChoice.factoryName(b.raw().toString()));
  }

  private SettingsNode withTask(SettingsNode tree) {
    return arguments
        .task()
        .map(task -> set(tree, "task.name", new SettingsValue(task, "command line: -t " + task)))
        .orElse(tree);
  }

  /** {@code -m} names an agent, or a model and with it the generator agent. */
  private SettingsNode withModel(SettingsNode tree) {
    if (arguments.model().isEmpty()) {
      return tree;
    }
    String name = arguments.model().get();
    String origin = "command line: -m " + name;
    Optional<? extends ComponentFactory> agent = catalog.lookUp(ComponentKind.AGENT, name);
    if (agent.isPresent()) {
      return set(tree, "agent.name", new SettingsValue(name, origin));
    }
    if (catalog.lookUp(ComponentKind.MODEL, name).isPresent()) {
      SettingsNode generator = set(tree, "agent.name", new SettingsValue("generator", origin));
      return set(generator, "agent.model", new SettingsValue(name, origin));
    }
    Set<String> known = new TreeSet<>(catalog.names(ComponentKind.AGENT));
    known.addAll(catalog.names(ComponentKind.MODEL));
    if (ParlaiNames.isAgent(name)) {
      problems.add(
          "there is no agent or model \""
              + name
              + "\" (command line: -m): it is one of ParlAI's; "
              + ParlaiNames.PAGE
              + ". There is: "
              + String.join(", ", known));
    } else {
      problems.unknownName("agent or model", name, "command line: -m", known);
    }
    return tree;
  }
}
