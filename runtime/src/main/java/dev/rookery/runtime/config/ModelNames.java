package dev.rookery.runtime.config;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of models that were looked up: the value of the setting becomes the folder, and its
 * origin ends with the name, by which users are told of it and it is written down.
 */
public final class ModelNames {

  private static final Pattern NAMED = Pattern.compile("(.*), ((?:zoo|hf):\\S+)", Pattern.DOTALL);

  private ModelNames() {}

  /** The value with the folder that its name was looked up to. */
  static SettingsValue found(SettingsValue named, Path folder) {
    return new SettingsValue(
        folder.toAbsolutePath().toString(), named.origin() + ", " + named.raw());
  }

  /** What the user calls the model, if that isn't a path. */
  static Optional<String> name(String origin) {
    return part(origin, 2);
  }

  /** Where the model was named. */
  static String place(String origin) {
    return part(origin, 1).orElse(origin);
  }

  private static Optional<String> part(String origin, int group) {
    Matcher named = NAMED.matcher(origin);
    return named.matches() ? Optional.of(named.group(group)) : Optional.empty();
  }

  /** A setting that names a model as the user wrote it. */
  public static String shown(Settings settings, Setting<Path> setting) {
    return name(settings.originOf(setting))
        .or(() -> settings.find(setting).map(Path::toString))
        .orElse("");
  }
}
