package dev.rookery.api.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A section of a configuration before anybody has read it.
 *
 * @param path where the section stands, such as {@code agent.model-options}; empty for the root
 * @param values by key, in the order of the file
 */
public record SettingsNode(String path, Map<String, SettingsValue> values) {

  public SettingsNode {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static SettingsNode empty(String path) {
    return new SettingsNode(path, Map.of());
  }

  /** The full path of a key of this section. */
  public String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The same section without a key. */
  public SettingsNode without(String key) {
    Map<String, SettingsValue> rest = new LinkedHashMap<>(values);
    rest.remove(key);
    return new SettingsNode(path, rest);
  }
}
