package dev.rookery.runtime.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns HOCON values into ours, which keep their origin, and back. */
final class ConfigValues {

  private ConfigValues() {}

  /** An object's entries in the order in which they were written; null values are left out. */
  static SettingsNode node(String path, ConfigObject object) {
    return node(path, object, null);
  }

  private static SettingsNode node(String path, ConfigObject object, @Nullable String origin) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(object.entrySet());
    entries.sort(
        Comparator.comparing(
                (Map.Entry<String, ConfigValue> entry) ->
                    Objects.requireNonNullElse(entry.getValue().origin().filename(), ""))
            .thenComparing(entry -> entry.getValue().origin().lineNumber())
            .thenComparing(Map.Entry::getKey));
    SettingsNode empty = SettingsNode.empty(path);
    Map<String, SettingsValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, ConfigValue> entry : entries) {
      if (entry.getValue().valueType() != ConfigValueType.NULL) {
        values.put(entry.getKey(), value(empty.pathOf(entry.getKey()), entry.getValue(), origin));
      }
    }
    return new SettingsNode(path, values);
  }

  /**
   * One value.
   *
   * @param origin what to call the origin instead of the value's own, if given
   */
  static SettingsValue value(String path, ConfigValue value, @Nullable String origin) {
    String from = origin == null ? shown(value.origin()) : origin;
    if (value instanceof ConfigObject object) {
      return new SettingsValue(node(path, object, origin), from);
    }
    if (value instanceof ConfigList list) {
      List<SettingsValue> elements = new ArrayList<>();
      for (ConfigValue element : list) {
        elements.add(value(path + "." + elements.size(), element, origin));
      }
      return new SettingsValue(List.copyOf(elements), from);
    }
    return new SettingsValue(value.unwrapped(), from);
  }

  /** The same value as plain Java collections. */
  static Object plain(SettingsValue value) {
    if (value.raw() instanceof SettingsNode node) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.values().forEach((key, inner) -> map.put(key, plain(inner)));
      return map;
    }
    if (value.raw() instanceof List<?> list) {
      return list.stream().map(element -> plain((SettingsValue) element)).toList();
    }
    return value.raw();
  }

  /** An origin as users are told of it. */
  static String shown(ConfigOrigin origin) {
    @Nullable String file = origin.filename();
    if (file == null) {
      return origin.description();
    }
    Path here = Path.of("").toAbsolutePath();
    Path path = Path.of(file).toAbsolutePath().normalize();
    Path shown = path.startsWith(here) ? here.relativize(path) : path;
    return origin.lineNumber() < 0 ? shown.toString() : shown + ": " + origin.lineNumber();
  }
}
