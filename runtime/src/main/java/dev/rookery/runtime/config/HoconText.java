package dev.rookery.runtime.config;

import com.typesafe.config.ConfigUtil;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Values in HOCON's notation, such that a setting reads the same value back. */
public final class HoconText {

  /** Words that HOCON, or a reader of truth values, would take for something else than text. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "include");

  private HoconText() {}

  /**
   * A component as the value of a command's own option, such as {@code { name = scaffold, smiles =
   * "C*" }} or its name alone.
   *
   * @throws dev.rookery.api.settings.SettingsException if it is neither
   */
  public static ComponentRef component(String text, String option) {
    Setting<ComponentRef> setting = Setting.component(option);
    SettingsValue value = ConfigFiles.parseValue(text, "command line: " + option + " " + text);
    Problems problems = new Problems();
    Settings read =
        SettingsSpec.of(setting).read(new SettingsNode("", Map.of(option, value)), problems);
    problems.throwIfAny();
    return read.get(setting);
  }

  /** Text, quoted where it isn't a plain name. */
  public static String of(String text) {
    return text.matches("[a-z][a-z0-9-]*") && !WORDS.contains(text)
        ? text
        : ConfigUtil.quoteString(text);
  }

  /** A component with all its settings, also those that nobody wrote down; paths are absolute. */
  public static String of(String name, Settings settings) {
    return settings.asMap().entrySet().stream()
        .map(entry -> ", " + of(entry.getKey()) + " = " + ofValue(absolute(entry.getValue())))
        .collect(Collectors.joining("", "{ name = " + of(name), " }"));
  }

  private static Object absolute(Object value) {
    return value instanceof Path path ? path.toAbsolutePath().normalize() : value;
  }

  /** The value of a setting of any type. */
  public static String ofValue(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Duration duration) {
      return duration.toMillis() % 1000 == 0
          ? duration.toSeconds() + "s"
          : duration.toMillis() + "ms";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(HoconText::ofValue).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof SettingsValue written) {
      return ModelNames.name(written.origin())
          .map(HoconText::of)
          .orElseGet(() -> ofValue(written.raw()));
    }
    if (value instanceof SettingsNode node) {
      return node.values().entrySet().stream()
          .map(entry -> ConfigUtil.quoteString(entry.getKey()) + " = " + ofValue(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof ComponentRef reference) {
      String options = ofValue(reference.options());
      return reference.options().values().isEmpty()
          ? of(reference.name())
          : "{ name = " + of(reference.name()) + ", " + options.substring(2);
    }
    return of(value.toString());
  }
}
