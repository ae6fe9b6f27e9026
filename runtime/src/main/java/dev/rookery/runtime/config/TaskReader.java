package dev.rookery.runtime.config;

import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.api.settings.Suggestions;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the section {@code task}, whose settings several teachers may share. */
final class TaskReader {

  private final ComponentCatalog catalog;
  private final Problems problems;

  TaskReader(ComponentCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  Optional<TaskChoice> read(SettingsNode tree, boolean needed) {
    SettingsNode node = SettingsTree.section(tree, "task");
    if (!needed && !tree.values().containsKey("task")) {
      return Optional.empty();
    }
    Optional<SettingsValue> name = ExperimentReader.name(tree, "task", "name");
    if (name.isEmpty()) {
      problems.add(
          "no task is named: give -t NAME or task.name; there is: "
              + String.join(", ", catalog.names(ComponentKind.TEACHER)));
      return Optional.empty();
    }
    List<String> tasks = TaskChoice.split(name.get().raw().toString());
    SettingsSpec known = Sections.TASK;
    List<TeacherFactory> factories = new ArrayList<>();
    for (String task : tasks) {
      String factoryName = TaskChoice.factoryName(task);
      Optional<TeacherFactory> factory =
          catalog.find(ComponentKind.TEACHER, factoryName, name.get().origin(), problems);
      if (factory.isPresent()) {
        factories.add(factory.get());
        known = union(known, factory.get().settings());
      }
    }
    if (factories.size() < tasks.size()) {
      return Optional.empty(); // which keys are right depends on the task that was not found
    }
    checkKeys(node, known);
    return Optional.of(choice(tasks, factories, node, name.get().origin()));
  }

  private TaskChoice choice(
      List<String> tasks, List<TeacherFactory> factories, SettingsNode node, String origin) {
    Selection selection = new Selection(catalog, problems);
    List<Selected<TeacherFactory>> teachers = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      SettingsNode options =
          withOwn(only(node, factories.get(i).settings()), tasks.get(i), factories.get(i), origin);
      Settings settings = factories.get(i).settings().read(options, problems);
      teachers.add(
          new Selected<>(
              ComponentKind.TEACHER,
              factories.get(i),
              tasks.get(i),
              origin,
              settings,
              selection.parts(factories.get(i).settings(), options)));
    }
    Settings common = Sections.TASK.read(only(node, Sections.TASK), problems);
    int weights = common.find(Sections.WEIGHTS).orElse(List.of()).size();
    if (weights != 0 && weights != tasks.size()) {
      problems.add(
          "task.multitask-weights ("
              + common.originOf(Sections.WEIGHTS)
              + "): has "
              + weights
              + " numbers for "
              + tasks.size()
              + " tasks; give one for each");
    }
    return new TaskChoice(
        common, teachers, selection.list(ComponentKind.MUTATOR, common, Sections.MUTATORS, node));
  }

  /**
   * The section with what a task sets for itself in its name, as ParlAI's {@code
   * jsonfile:jsonfile_datapath=a} does.
   */
  private SettingsNode withOwn(
      SettingsNode shared, String task, TeacherFactory factory, String origin) {
    SettingsNode options = shared;
    for (Map.Entry<String, String> own : TaskChoice.ownSettings(task).entrySet()) {
      Optional<Setting<?>> setting = own(factory.settings(), own.getKey());
      if (setting.isPresent()) {
        Map<String, SettingsValue> values = new LinkedHashMap<>(options.values());
        values.put(
            setting.get().name(), new SettingsValue(own.getValue(), origin + ", in " + task));
        options = new SettingsNode(options.path(), values);
      } else {
        problems.unknownKey(
            "task.name, \"" + task + "\"", origin, own.getKey(), factory.settings());
      }
    }
    return options;
  }

  /** The setting of this name, or of this flag of ParlAI's. */
  static Optional<Setting<?>> own(SettingsSpec spec, String name) {
    return spec.find(name).or(() -> spec.find(name.replace('_', '-')));
  }

  private void checkKeys(SettingsNode node, SettingsSpec known) {
    node.values()
        .forEach(
            (key, value) -> {
              if (!declares(known, key)) {
                unknown(node.pathOf(key), value.origin(), key, known);
              }
            });
  }

  /** What no setting of this task is near to may be meant for another task. */
  private void unknown(String path, String origin, String key, SettingsSpec known) {
    List<String> names = names(known);
    if (Suggestions.nearest(key, names).isEmpty()) {
      Set<String> others = new TreeSet<>();
      catalog.all(ComponentKind.TEACHER).forEach(task -> others.addAll(names(task.settings())));
      Optional<String> near = Suggestions.nearest(key, others);
      if (near.isPresent()) {
        problems.add(otherTasks(path + " (" + origin + ")", near.get(), names));
        return;
      }
    }
    problems.unknownKey(path, origin, key, known);
  }

  private String otherTasks(String where, String key, List<String> names) {
    List<String> tasks =
        catalog.all(ComponentKind.TEACHER).stream()
            .filter(task -> declares(task.settings(), key))
            .map(TeacherFactory::name)
            .toList();
    return where
        + ": unknown key; did you mean \""
        + key
        + "\"? This task has no such setting, only "
        + String.join(", ", tasks)
        + " has it. Here there is: "
        + String.join(", ", names.stream().sorted().toList());
  }

  private static List<String> names(SettingsSpec spec) {
    return spec.settings().stream().<String>map(Setting::name).toList();
  }

  private static boolean declares(SettingsSpec spec, String key) {
    return spec.settings().stream().anyMatch(setting -> setting.name().equals(key));
  }

  private static SettingsSpec union(SettingsSpec first, SettingsSpec second) {
    return first.plus(
        second.settings().stream()
            .filter(setting -> !declares(first, setting.name()))
            .toArray(Setting<?>[]::new));
  }

  private static SettingsNode only(SettingsNode node, SettingsSpec spec) {
    Map<String, SettingsValue> values = new LinkedHashMap<>(node.values());
    values.keySet().removeIf(key -> !declares(spec, key));
    return new SettingsNode(node.path(), values);
  }
}
