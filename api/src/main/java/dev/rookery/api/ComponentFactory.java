package dev.rookery.api;

import dev.rookery.api.settings.SettingsSpec;

/**
 * Makes one kind of component. Everything that an experiment can name has a factory: a name, the
 * settings that it understands and a {@code create} method in the sub-interface.
 */
public interface ComponentFactory {

  /** The alphabet of {@link #name}. */
  String NAME_PATTERN = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /**
   * What users write in a configuration, such as {@code example-tga}. It matches {@link
   * #NAME_PATTERN}, is stored in saved models and must never change.
   */
  String name();

  /** One sentence for listings and help. */
  String description();

  /** The settings that {@code create} reads; everything else is refused before it is called. */
  default SettingsSpec settings() {
    return SettingsSpec.none();
  }
}
