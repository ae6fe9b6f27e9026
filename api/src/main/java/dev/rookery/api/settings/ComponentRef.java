package dev.rookery.api.settings;

/**
 * A component that a configuration names.
 *
 * @param name as written; may be a full class name
 * @param origin where the name was written
 * @param options the settings beside the name, not yet read
 */
public record ComponentRef(String name, String origin, SettingsNode options) {

  /** A reference without options, for defaults. */
  public static ComponentRef of(String name) {
    return new ComponentRef(name, "default", SettingsNode.empty(""));
  }

  @Override
  public String toString() {
    return name;
  }
}
