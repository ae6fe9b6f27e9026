package dev.rookery.runtime.config;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the components that sections and settings name, and reads their settings. */
final class Selection {

  private final ComponentCatalog catalog;
  private final Problems problems;

  Selection(ComponentCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /**
   * The component of a section.
   *
   * @param nameSetting the key of the section that names it
   * @param needed whether its default is taken, or a problem told, where the section is missing
   */
  <F extends ComponentFactory> Optional<Selected<F>> section(
      ComponentKind<F> kind,
      SettingsNode tree,
      String section,
      Setting<String> nameSetting,
      boolean needed) {
    SettingsNode node = SettingsTree.section(tree, section);
    if (!needed && !tree.values().containsKey(section)) {
      return Optional.empty();
    }
    SettingsValue value = node.values().get(nameSetting.name());
    Optional<String> name =
        value == null ? nameSetting.defaultValue() : Optional.of(value.raw().toString());
    if (name.isEmpty()) {
      problems.add(
          "no "
              + section
              + " is named: give "
              + node.pathOf(nameSetting.name())
              + (kind.equals(ComponentKind.AGENT) ? ", -m NAME, or a trained one with -mf" : "")
              + "; there is: "
              + String.join(", ", catalog.names(kind))
              + (kind.equals(ComponentKind.AGENT)
                  ? "; and these models, which the agent generator trains: "
                      + String.join(", ", catalog.names(ComponentKind.MODEL))
                  : ""));
      return Optional.empty();
    }
    if (kind.equals(ComponentKind.AGENT) && isModelOnly(name.get())) {
      problems.add(
          node.pathOf(nameSetting.name())
              + " = "
              + name.get()
              + " ("
              + (value == null ? "default" : value.origin())
              + "): this is a model; write agent { name = generator, model = "
              + name.get()
              + " }");
      return Optional.empty();
    }
    return select(
        kind,
        name.get(),
        value == null ? "default" : value.origin(),
        node.without(nameSetting.name()));
  }

  private boolean isModelOnly(String name) {
    return catalog.lookUp(ComponentKind.AGENT, name).isEmpty()
        && catalog.lookUp(ComponentKind.MODEL, name).isPresent();
  }

  /** A component by name, with its settings checked. */
  <F extends ComponentFactory> Optional<Selected<F>> select(
      ComponentKind<F> kind, String name, String origin, SettingsNode options) {
    Optional<F> factory = catalog.find(kind, name, origin, problems);
    return factory.map(
        found -> {
          Settings settings = found.settings().read(options, problems);
          return new Selected<>(
              kind, found, name, origin, settings, parts(found.settings(), options));
        });
  }

  /** The components that a list names. */
  <F extends ComponentFactory> List<Selected<F>> list(
      ComponentKind<F> kind,
      Settings settings,
      Setting<List<ComponentRef>> setting,
      SettingsNode node) {
    List<Selected<F>> selected = new ArrayList<>();
    for (ComponentRef reference : settings.find(setting).orElse(List.of())) {
      String path = node.pathOf(setting.name()) + "." + reference.name();
      SettingsNode options = new SettingsNode(path, reference.options().values());
      select(kind, reference.name(), originOf(reference, settings.originOf(setting)), options)
          .ifPresent(selected::add);
    }
    return selected;
  }

  /** The components that these settings name, sections within included. */
  List<Selected<?>> parts(SettingsSpec spec, SettingsNode node) {
    List<Selected<?>> parts = new ArrayList<>();
    for (Setting<?> setting : spec.settings()) {
      if (setting.inner().isPresent()) {
        SettingsValue value = node.values().get(setting.name());
        SettingsNode inner =
            value != null && value.raw() instanceof SettingsNode section
                ? section
                : SettingsNode.empty(node.pathOf(setting.name()));
        parts.addAll(parts(setting.inner().get(), inner));
        continue;
      }
      Optional<ComponentKind<?>> kind = ComponentSettings.kindOf(setting);
      if (kind.isEmpty() || ComponentSettings.isList(setting)) {
        continue;
      }
      ComponentSettings.reference(node, setting)
          .ifPresent(
              reference -> {
                SettingsNode options = ComponentSettings.options(spec, node, setting, reference);
                select(kind.get(), reference.name(), reference.origin(), options)
                    .ifPresent(parts::add);
              });
    }
    return parts;
  }

  private static String originOf(ComponentRef reference, String listOrigin) {
    return reference.origin().equals("default") ? listOrigin : reference.origin();
  }
}
