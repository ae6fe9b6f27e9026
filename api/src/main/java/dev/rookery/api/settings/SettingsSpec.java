package dev.rookery.api.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that a component understands, in the order in which help lists them. */
public final class SettingsSpec {

  private static final SettingsSpec NONE = new SettingsSpec(List.of());

  private final List<Setting<?>> settings;

  private SettingsSpec(List<Setting<?>> settings) {
    this.settings = List.copyOf(settings);
    List<String> names = settings.stream().<String>map(Setting::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("a setting is declared twice in " + names);
    }
  }

  /** A component without settings. */
  public static SettingsSpec none() {
    return NONE;
  }

  public static SettingsSpec of(Setting<?>... settings) {
    return new SettingsSpec(List.of(settings));
  }

  /** These settings followed by more. */
  public SettingsSpec plus(Setting<?>... more) {
    List<Setting<?>> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    return new SettingsSpec(all);
  }

  /** These settings followed by those of another spec. */
  public SettingsSpec plus(SettingsSpec other) {
    return plus(other.settings.toArray(Setting<?>[]::new));
  }

  /**
   * These settings, some of which are replaced by others of the same names, such as by themselves
   * with another default.
   */
  public SettingsSpec with(Setting<?>... instead) {
    Map<String, Setting<?>> all = new LinkedHashMap<>();
    settings.forEach(setting -> all.put(setting.name(), setting));
    for (Setting<?> setting : instead) {
      if (all.replace(setting.name(), setting) == null) {
        throw new IllegalArgumentException("there is no setting \"" + setting.name() + "\"");
      }
    }
    return new SettingsSpec(List.copyOf(all.values()));
  }

  public List<Setting<?>> settings() {
    return settings;
  }

  /** Finds a setting by its name or an alias. */
  public Optional<Setting<?>> find(String nameOrAlias) {
    for (Setting<?> setting : settings) {
      if (setting.name().equals(nameOrAlias) || setting.aliases().contains(nameOrAlias)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a section: unknown keys, wrong types and broken ranges are added to {@code problems}, all
   * at once; where there was a problem the result holds no value for that setting.
   */
  public Settings read(SettingsNode node, Problems problems) {
    return Settings.read(this, node, problems);
  }

  /** All defaults; settings without a default have no value. */
  public Settings defaults() {
    return Settings.read(this, SettingsNode.empty(""), new Problems());
  }
}
