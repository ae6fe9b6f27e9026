package dev.rookery.runtime.config;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every setting that the sections and the chosen components of an experiment understand. */
final class Places {

  private final ComponentCatalog catalog;
  private final SettingsNode root;
  private final Map<String, Place> found = new LinkedHashMap<>();

  private Places(ComponentCatalog catalog, SettingsNode root) {
    this.catalog = catalog;
    this.root = root;
  }

  static List<Place> of(ComponentCatalog catalog, SettingsNode root) {
    Places places = new Places(catalog, root);
    places.addSections();
    return List.copyOf(places.found.values());
  }

  private void addSections() {
    add(Sections.ROOT, root);
    addNamed("task", Sections.TASK, Sections.TASK_NAME);
    for (String task : TaskChoice.split(name("task", Sections.TASK_NAME).orElse(""))) {
      addComponent(ComponentKind.TEACHER, TaskChoice.factoryName(task), "task");
    }
    addNamed("agent", Sections.AGENT, Sections.AGENT_NAME);
    name("agent", Sections.AGENT_NAME)
        .ifPresent(name -> addComponent(ComponentKind.AGENT, name, "agent"));
    addNamed("decode", Sections.DECODE, Sections.SEARCH);
    name("decode", Sections.SEARCH)
        .ifPresent(name -> addComponent(ComponentKind.SEARCH, name, "decode"));
    addNamed("learner", Sections.LEARNER, Sections.LEARNER_NAME);
    name("learner", Sections.LEARNER_NAME)
        .ifPresent(name -> addComponent(ComponentKind.LEARNER, name, "learner"));
  }

  /** The name of a section's component is called like the section on the command line. */
  private void addNamed(String section, SettingsSpec spec, Setting<String> name) {
    String path = section + "." + name.name();
    if (name.name().equals("name")) {
      found.put(path, new Place(path, name, Set.of(section), true));
    } else {
      found.put(path, Place.of(path, name, true));
    }
    add(spec, SettingsTree.section(root, section));
  }

  private Optional<String> name(String section, Setting<String> setting) {
    return SettingsTree.find(root, section + "." + setting.name())
        .map(SettingsValue::raw)
        .map(Object::toString)
        .or(setting::defaultValue);
  }

  private void addComponent(
      ComponentKind<? extends ComponentFactory> kind, String name, String path) {
    catalog
        .lookUp(kind, name)
        .ifPresent(factory -> add(factory.settings(), SettingsTree.section(root, path)));
  }

  private void add(SettingsSpec spec, SettingsNode node) {
    for (Setting<?> setting : spec.settings()) {
      String path = node.pathOf(setting.name());
      Optional<ComponentKind<?>> kind = ComponentSettings.kindOf(setting);
      if (setting.inner().isPresent()) {
        add(setting.inner().get(), SettingsTree.section(root, path));
      } else if (!setting.type().equals("section")) {
        found.putIfAbsent(path, Place.of(path, setting, kind.isPresent()));
      }
      if (kind.isPresent() && !ComponentSettings.isList(setting)) {
        Optional<ComponentRef> reference = ComponentSettings.reference(node, setting);
        String options = ComponentSettings.optionsPath(spec, node, setting);
        reference.ifPresent(named -> addComponent(kind.get(), named.name(), options));
      }
    }
  }
}
