package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsValue;

/**
 * Something that the command line sets.
 *
 * @param path the full key, such as {@code learner.epochs}
 * @param value with the command line as its origin
 */
record Assignment(String path, SettingsValue value) {

  static Assignment ofKeyValue(String token) {
    int equals = token.indexOf('=');
    return new Assignment(
        token.substring(0, equals),
        ConfigFiles.parseValue(token.substring(equals + 1), "command line: " + token));
  }

  static Assignment ofFlag(String path, String flag, String text) {
    String origin = text.isEmpty() ? flag : flag + " " + text;
    return new Assignment(path, ConfigFiles.parseValue(text, "command line: " + origin));
  }

  static Assignment ofBareFlag(String path, String flag) {
    return new Assignment(path, new SettingsValue(true, "command line: " + flag));
  }
}
