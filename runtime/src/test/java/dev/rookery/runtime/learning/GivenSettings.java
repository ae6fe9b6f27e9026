package dev.rookery.runtime.learning;

import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings as a user would write them. */
public final class GivenSettings {

  private GivenSettings() {}

  /** Reads settings; unknown keys and wrong values throw. */
  public static Settings of(SettingsSpec spec, Map<String, ?> values) {
    Map<String, SettingsValue> written = new LinkedHashMap<>();
    values.forEach((key, value) -> written.put(key, new SettingsValue(value, "test")));
    Problems problems = new Problems();
    Settings settings = spec.read(new SettingsNode("", written), problems);
    problems.throwIfAny();
    return settings;
  }
}
