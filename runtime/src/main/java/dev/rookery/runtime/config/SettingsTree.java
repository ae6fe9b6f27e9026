package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks into a tree of settings and makes changed copies of it. */
final class SettingsTree {

  private SettingsTree() {}

  /** The value at a dotted path. */
  static Optional<SettingsValue> find(SettingsNode node, String path) {
    int dot = path.indexOf('.');
    SettingsValue value = node.values().get(dot < 0 ? path : path.substring(0, dot));
    if (value == null || dot < 0) {
      return Optional.ofNullable(value);
    }
    return value.raw() instanceof SettingsNode inner
        ? find(inner, path.substring(dot + 1))
        : Optional.empty();
  }

  /** The section at a dotted path; an empty one if there is none. */
  static SettingsNode section(SettingsNode root, String path) {
    return find(root, path)
        .map(SettingsValue::raw)
        .filter(SettingsNode.class::isInstance)
        .map(SettingsNode.class::cast)
        .orElse(SettingsNode.empty(path));
  }

  /**
   * Sets a value. A component written as a bare name becomes a section when one of its settings is
   * set ({@code optimizer = adam}, then {@code optimizer.beta1 = 0.8}), and naming the same
   * component again leaves its settings alone.
   */
  static SettingsNode with(SettingsNode node, String path, SettingsValue value) {
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    SettingsValue old = node.values().get(key);
    if (dot < 0) {
      return put(node, key, old == null ? value : replaced(old, value));
    }
    SettingsNode inner = SettingsNode.empty(node.pathOf(key));
    if (old != null && old.raw() instanceof SettingsNode section) {
      inner = section;
    } else if (old != null) {
      inner = put(inner, "name", old);
    }
    SettingsNode changed = with(inner, path.substring(dot + 1), value);
    return put(node, key, new SettingsValue(changed, old == null ? value.origin() : old.origin()));
  }

  private static SettingsValue replaced(SettingsValue old, SettingsValue value) {
    if (old.raw() instanceof SettingsNode section && value.raw() instanceof String name) {
      SettingsValue oldName = section.values().get("name");
      if (oldName == null || oldName.raw().equals(name)) {
        return new SettingsValue(put(section, "name", value), old.origin());
      }
    }
    return value;
  }

  private static SettingsNode put(SettingsNode node, String key, SettingsValue value) {
    Map<String, SettingsValue> values = new LinkedHashMap<>(node.values());
    values.put(key, value);
    return new SettingsNode(node.path(), values);
  }
}
