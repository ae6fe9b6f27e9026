package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsValue;
import java.util.List;

/**
 * Something that the command line sets.
 *
 * @param path the full key, such as {@code learner.epochs}
 * @param value with the command line as its origin
 */
record Assignment(String path, SettingsValue value) {

  /** A {@code key=value} whose setting isn't known yet. */
  static Assignment ofKeyValue(String token) {
    return ofKeyValue(token, List.of());
  }

  /**
   * A {@code key=value}.
   *
   * @param places the settings that are known
   */
  static Assignment ofKeyValue(String token, List<Place> places) {
    int equals = token.indexOf('=');
    String path = token.substring(0, equals);
    boolean isText = places.stream().anyMatch(place -> place.path().equals(path) && place.isText());
    return new Assignment(
        path, value(token.substring(equals + 1), "command line: " + token, isText));
  }

  static Assignment ofFlag(Place place, String flag, String text) {
    String origin = text.isEmpty() ? flag : flag + " " + text;
    return new Assignment(place.path(), value(text, "command line: " + origin, place.isText()));
  }

  private static SettingsValue value(String text, String origin, boolean isText) {
    return isText ? ConfigFiles.parseText(text, origin) : ConfigFiles.parseValue(text, origin);
  }

  static Assignment ofBareFlag(String path, String flag) {
    return new Assignment(path, new SettingsValue(true, "command line: " + flag));
  }
}
