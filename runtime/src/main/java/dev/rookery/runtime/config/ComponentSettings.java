package dev.rookery.runtime.config;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings name other components. A setting of type component is called like the kind that it
 * names ({@code optimizer}); a list is called like several of them ({@code trackers}). The
 * component's own settings stand beside its name ({@code optimizer { name = adam, beta1 = 0.8 }})
 * or, where such a section is declared, in {@code <kind>-options}.
 */
final class ComponentSettings {

  private ComponentSettings() {}

  /** The kind that this setting names, if it names one. */
  static Optional<ComponentKind<?>> kindOf(Setting<?> setting) {
    return switch (setting.type()) {
      case "component" -> ComponentKind.ofWord(setting.name());
      case "list of components" ->
          setting.name().endsWith("s")
              ? ComponentKind.ofWord(setting.name().substring(0, setting.name().length() - 1))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether it names several. */
  static boolean isList(Setting<?> setting) {
    return setting.type().equals("list of components");
  }

  /** The name of the section that holds the component's settings apart, where it is declared. */
  static Optional<String> optionsKey(SettingsSpec owner, Setting<?> setting) {
    String key = setting.name() + "-options";
    return owner.settings().stream().anyMatch(other -> other.name().equals(key))
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Where the component's settings stand in the tree. */
  static String optionsPath(SettingsSpec owner, SettingsNode node, Setting<?> setting) {
    return node.pathOf(optionsKey(owner, setting).orElse(setting.name()));
  }

  /** The component's settings as written, from both places. */
  static SettingsNode options(
      SettingsSpec owner, SettingsNode node, Setting<?> setting, ComponentRef reference) {
    Map<String, SettingsValue> values = new LinkedHashMap<>(reference.options().values());
    optionsKey(owner, setting)
        .map(node.values()::get)
        .map(SettingsValue::raw)
        .filter(SettingsNode.class::isInstance)
        .ifPresent(section -> values.putAll(((SettingsNode) section).values()));
    return new SettingsNode(optionsPath(owner, node, setting), values);
  }

  /** What the setting names, by its value or default; quiet about values that can't be read. */
  static Optional<ComponentRef> reference(SettingsNode node, Setting<?> setting) {
    SettingsValue value = node.values().get(setting.name());
    if (value == null) {
      return setting.defaultValue().map(ComponentRef.class::cast);
    }
    if (value.raw() instanceof SettingsNode section) {
      SettingsValue name = section.values().get("name");
      if (name == null) {
        return setting
            .defaultValue()
            .map(ComponentRef.class::cast)
            .map(byDefault -> new ComponentRef(byDefault.name(), "default", section));
      }
      return name.raw() instanceof String text
          ? Optional.of(new ComponentRef(text, name.origin(), section.without("name")))
          : Optional.empty();
    }
    return value.raw() instanceof List
        ? Optional.empty()
        : Optional.of(
            new ComponentRef(value.raw().toString(), value.origin(), SettingsNode.empty("")));
  }
}
