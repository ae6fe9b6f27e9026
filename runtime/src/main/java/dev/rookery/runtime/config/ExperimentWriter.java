package dev.rookery.runtime.config;

import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes an experiment as HOCON with the origin of each value beside it. Paths are written
 * absolute, so that the experiment can be read in any folder.
 */
final class ExperimentWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean portable;
  private final Map<String, String> savedOrigins;
  private int depth;

  /**
   * Creates a writer.
   *
   * @param portable see {@link Experiment#renderPortable}
   * @param savedOrigins see {@link Experiment#savedOrigins}
   */
  ExperimentWriter(boolean portable, Map<String, String> savedOrigins) {
    this.portable = portable;
    this.savedOrigins = savedOrigins;
  }

  String write(Experiment experiment) {
    experiment.task().ifPresent(this::task);
    experiment.agent().ifPresent(agent -> section("agent", "name", agent));
    experiment.search().ifPresent(search -> section("decode", "search", search));
    experiment.learner().ifPresent(learner -> section("learner", "name", learner));
    section("eval", experiment.eval());
    if (!experiment.trackers().isEmpty() || experiment.learner().isPresent()) {
      components("trackers", experiment.trackers());
    }
    // several seeds stand for the one, which has its default
    section(
        "run",
        experiment.run(),
        experiment.seeds().isEmpty() ? Set.of() : Set.of(Sections.SEED.name()));
    if (!portable) {
      section("data", experiment.data());
      section("plugins", experiment.plugins());
      section("zoo", experiment.zoo());
    }
    return out.toString();
  }

  private void task(TaskChoice task) {
    open("task");
    Settings common = task.settings();
    String names = task.teachers().stream().map(this::taskName).collect(Collectors.joining(","));
    line("name", HoconText.of(names), common.originOf(Sections.TASK_NAME));
    components("mutators", task.mutators());
    settings(common, List.of(), Set.of("name", "mutators"));
    Set<String> written = new HashSet<>();
    Sections.TASK.settings().forEach(setting -> written.add(setting.name()));
    for (Selected<?> teacher : task.teachers()) {
      SettingsSpec spec = teacher.settings().spec();
      Set<String> own = new HashSet<>(); // these are in the name already
      TaskChoice.ownSettings(teacher.name())
          .keySet()
          .forEach(key -> TaskReader.own(spec, key).ifPresent(set -> own.add(set.name())));
      Set<String> without = new HashSet<>(written);
      without.addAll(own);
      settings(teacher.settings(), teacher.parts(), without);
      spec.settings().stream()
          .map(Setting::name)
          .filter(name -> !own.contains(name))
          .forEach(written::add);
    }
    close();
  }

  private void section(String name, String nameKey, Selected<?> component) {
    open(name);
    line(nameKey, HoconText.of(component.name()), component.origin());
    settings(component.settings(), component.parts(), Set.of());
    close();
  }

  private void section(String name, Settings settings) {
    section(name, settings, Set.of());
  }

  private void section(String name, Settings settings, Set<String> without) {
    open(name);
    settings(settings, List.of(), without);
    close();
  }

  private void components(String key, List<? extends Selected<?>> components) {
    if (components.isEmpty()) {
      line(key, "[]", "");
      return;
    }
    indent().append(key).append(" = [\n");
    depth++;
    for (Selected<?> component : components) {
      indent().append("{\n");
      depth++;
      line("name", HoconText.of(component.name()), component.origin());
      settings(component.settings(), component.parts(), Set.of());
      depth--;
      indent().append("}\n");
    }
    depth--;
    indent().append("]\n");
  }

  private void settings(Settings settings, List<Selected<?>> parts, Set<String> without) {
    SettingsSpec spec = settings.spec();
    Set<String> done = new HashSet<>(without);
    for (Setting<?> setting : spec.settings()) {
      if (!done.add(setting.name())) {
        continue;
      }
      Optional<? extends Selected<?>> part =
          ComponentSettings.kindOf(setting).flatMap(kind -> partOf(parts, kind));
      Optional<String> optionsKey = ComponentSettings.optionsKey(spec, setting);
      if (part.isPresent() && optionsKey.isPresent()) {
        done.add(optionsKey.get());
        line(setting.name(), HoconText.of(part.get().name()), part.get().origin());
        open(optionsKey.get());
        settings(part.get().settings(), part.get().parts(), Set.of());
        close();
      } else if (part.isPresent()) {
        section(setting.name(), "name", part.get());
      } else if (setting.inner().isPresent()) {
        open(setting.name());
        settings(innerOf(settings, setting), parts, Set.of());
        close();
      } else {
        settings
            .find(setting)
            .filter(value -> !portable || !isOnlyForMaking(setting, value))
            .ifPresent(value -> line(setting, value, settings.originOf(setting)));
      }
    }
  }

  /** A setting; of a model that was looked up the name, with its folder beside it. */
  private void line(Setting<?> setting, Object value, String origin) {
    Optional<String> model = ModelNames.name(origin);
    if (model.isPresent() && !portable) {
      String place = ModelNames.place(origin);
      line(
          setting.name(),
          HoconText.of(model.get()),
          savedOrigins.getOrDefault(place, place + ", in " + value));
    } else {
      line(setting.name(), HoconText.ofValue(absolute(setting, value)), origin);
    }
  }

  /** A task with the paths in its name absolute, where such a name can be read back. */
  private String taskName(Selected<?> teacher) {
    String name = teacher.name();
    Settings settings = teacher.settings();
    for (Map.Entry<String, String> own : TaskChoice.ownSettings(name).entrySet()) {
      Optional<Path> path =
          TaskReader.own(settings.spec(), own.getKey())
              .flatMap(setting -> settings.find(setting).map(Object.class::cast))
              .filter(Path.class::isInstance)
              .map(value -> placed((Path) value))
              .filter(placed -> !placed.toString().matches(".*[,:].*"));
      if (path.isPresent()) {
        String set = ":" + own.getKey() + "=";
        name = name.replace(set + own.getValue(), set + path.get());
      }
    }
    return name;
  }

  /** A file that the agent was made from, which a made agent does without. */
  private static boolean isOnlyForMaking(Setting<?> setting, Object value) {
    return value instanceof Path && setting.countsOnlyWhenNew() && !setting.required();
  }

  private Path placed(Path path) {
    return portable && path.getFileName() != null ? path.getFileName() : path.toAbsolutePath();
  }

  private Object absolute(Setting<?> setting, Object value) {
    if (setting.equals(Sections.PLUGIN_PATH) && value instanceof List<?> folders) {
      return folders.stream()
          .map(folder -> Path.of(folder.toString()).toAbsolutePath().toString())
          .toList();
    }
    if (setting.equals(Sections.SEEDS) && value instanceof List<?> seeds) {
      return seeds.stream().map(seed -> Long.valueOf(seed.toString())).toList();
    }
    return value instanceof Path path && !ModelFolders.isName(path.toString())
        ? placed(path)
        : value;
  }

  private static Optional<Selected<?>> partOf(List<Selected<?>> parts, ComponentKind<?> kind) {
    return parts.stream().filter(part -> part.kind().equals(kind)).findFirst();
  }

  private static Settings innerOf(Settings settings, Setting<?> setting) {
    SettingsNode node =
        settings
            .find(setting)
            .map(SettingsNode.class::cast)
            .orElse(SettingsNode.empty(setting.name()));
    return setting.inner().orElse(SettingsSpec.none()).read(node, new Problems());
  }

  private void open(String name) {
    indent().append(name).append(" {\n");
    depth++;
  }

  private void close() {
    depth--;
    indent().append("}\n");
  }

  private void line(String key, String value, String origin) {
    indent().append(key).append(" = ").append(value);
    if (!origin.isEmpty() && !portable) {
      String first = savedOrigins.getOrDefault(origin, origin);
      out.append("  # ").append(first.replaceAll("\\R", " "));
    }
    out.append('\n');
  }

  private StringBuilder indent() {
    return out.append("  ".repeat(depth));
  }
}
