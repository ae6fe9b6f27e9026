package dev.rookery.testkit;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from plain Java values, as if they had been written in a configuration. */
public final class TestingSettings {

  private static final String ORIGIN = "test";

  private TestingSettings() {}

  /**
   * Reads values by a spec; what is not given has its default.
   *
   * @param values by name: texts, numbers, booleans, paths, durations, lists and maps of these
   * @throws SettingsException with everything that is wrong
   */
  public static Settings of(SettingsSpec spec, Map<String, ?> values) {
    Problems problems = new Problems();
    Settings settings = spec.read(node("", values), problems);
    problems.throwIfAny();
    return settings;
  }

  /** A section with these values. */
  public static SettingsNode node(String path, Map<String, ?> values) {
    Map<String, SettingsValue> read = new LinkedHashMap<>();
    values.forEach((key, value) -> read.put(key, value(value)));
    return new SettingsNode(path, read);
  }

  /** A value as a configuration would hold it. */
  static SettingsValue value(Object value) {
    Object raw = value;
    if (value instanceof Path) {
      raw = value.toString();
    } else if (value instanceof Duration duration) {
      raw = duration.toMillis() + "ms";
    } else if (value instanceof List<?> list) {
      raw = list.stream().map(TestingSettings::value).toList();
    } else if (value instanceof ComponentRef component) {
      Map<String, SettingsValue> section = new LinkedHashMap<>();
      section.put("name", new SettingsValue(component.name(), ORIGIN));
      section.putAll(component.options().values());
      raw = new SettingsNode("", section);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> section = new LinkedHashMap<>();
      map.forEach((key, element) -> section.put((String) key, element));
      raw = node("", section);
    }
    return new SettingsValue(raw, ORIGIN);
  }
}
