package dev.rookery.api.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checked settings of one component. Read with the {@link Setting} that declared the value. */
public final class Settings {

  private final SettingsSpec spec;
  private final Map<String, Object> values;
  private final Map<String, String> origins;

  private Settings(SettingsSpec spec, Map<String, Object> values, Map<String, String> origins) {
    this.spec = spec;
    this.values = Collections.unmodifiableMap(values);
    this.origins = origins;
  }

  static Settings read(SettingsSpec spec, SettingsNode node, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    node.values()
        .forEach(
            (key, value) -> {
              if (spec.settings().stream().noneMatch(setting -> setting.name().equals(key))) {
                problems.unknownKey(node.pathOf(key), value.origin(), key, spec);
              }
            });
    for (Setting<?> setting : spec.settings()) {
      SettingsValue value = node.values().get(setting.name());
      if (value == null) {
        setting.defaultValue().ifPresent(byDefault -> values.put(setting.name(), byDefault));
        origins.put(setting.name(), "default");
        if (setting.required()) {
          problems.add(
              node.pathOf(setting.name())
                  + " is missing: "
                  + (setting.description().isEmpty() ? setting.type() : setting.description()));
        }
        readLeftOut(setting, node.pathOf(setting.name()), problems);
        continue;
      }
      origins.put(setting.name(), value.origin());
      try {
        Object parsed = setting.read(value);
        values.put(setting.name(), parsed);
        setting.inner().ifPresent(inner -> inner.read((SettingsNode) parsed, problems));
      } catch (SettingsValue.Mismatch mismatch) {
        problems.add(
            node.pathOf(setting.name())
                + (value.raw() instanceof SettingsNode ? "" : " = " + shown(value.raw()))
                + " ("
                + value.origin()
                + "): "
                + mismatch.getMessage());
      }
    }
    return new Settings(spec, values, origins);
  }

  /** A section that is left out lacks what must be given in it. */
  private static void readLeftOut(Setting<?> setting, String path, Problems problems) {
    if (setting.inner().isPresent()
        && setting.defaultValue().orElse(null) instanceof SettingsNode byDefault) {
      setting.inner().get().read(new SettingsNode(path, byDefault.values()), problems);
    }
  }

  private static String shown(Object raw) {
    if (raw instanceof List<?> list) {
      return list.stream()
          .map(element -> element instanceof SettingsValue value ? value.raw() : element)
          .map(Settings::shown)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return raw instanceof String text ? '"' + text + '"' : raw.toString();
  }

  /**
   * The value of a setting that has a default or must be given.
   *
   * @throws IllegalArgumentException if the setting is not one of this component's, or is optional
   *     and was not given
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalArgumentException("setting \"" + setting.name() + "\" has no value"));
  }

  /**
   * The value of a setting, if it was given or has a default. A setting is known by its name, so
   * one that is declared anew at every call serves as well.
   *
   * @throws IllegalArgumentException if this component declares no such setting, or one of another
   *     type
   */
  @SuppressWarnings("unchecked") // a setting of the same name and type parsed the value
  public <T> Optional<T> find(Setting<T> setting) {
    Setting<?> declared =
        spec.settings().stream()
            .filter(each -> each.name().equals(setting.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "setting \""
                            + setting.name()
                            + "\" is not declared by this component's spec"));
    if (!declared.hasTypeOf(setting)) {
      throw new IllegalArgumentException(
          "setting \""
              + setting.name()
              + "\" is declared as "
              + declared.typeInFull()
              + ", not as "
              + setting.typeInFull());
    }
    return Optional.ofNullable((T) values.get(setting.name()));
  }

  /** Whether somebody wrote the setting down, rather than leaving it at its default. */
  public boolean isGiven(Setting<?> setting) {
    return !"default".equals(originOf(setting));
  }

  /** Where the value was written, or {@code "default"}. */
  public String originOf(Setting<?> setting) {
    return origins.getOrDefault(setting.name(), "default");
  }

  public SettingsSpec spec() {
    return spec;
  }

  /** All values by name, in the order of the declaration. */
  public Map<String, Object> asMap() {
    return values;
  }
}
