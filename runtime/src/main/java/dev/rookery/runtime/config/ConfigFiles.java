package dev.rookery.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads HOCON. */
final class ConfigFiles {

  private ConfigFiles() {}

  /**
   * Reads the files, later ones over earlier ones.
   *
   * @param overrides what the command line sets; substitutions in the files see it, but it isn't
   *     part of the result
   * @throws SettingsException if a file is missing or is not HOCON; says which and where
   */
  static SettingsNode load(List<Path> files, List<Assignment> overrides) {
    try {
      Config config = ConfigFactory.empty();
      for (Path file : files) {
        config = parse(file).withFallback(config);
      }
      Config source = config;
      for (Assignment override : overrides) {
        source = source.withValue(path(override.path()), value(override.value()));
      }
      return ConfigValues.node("", config.resolveWith(source.resolve()).root());
    } catch (ConfigException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          "there is no configuration file "
              + file
              + (file.isAbsolute() ? "" : " (looked in " + Path.of("").toAbsolutePath() + ")"));
    }
    checkEncoding(file);
    try {
      return ConfigFactory.parseFile(
          file.toFile(),
          ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(new StrictIncluder()));
    } catch (SettingsException e) {
      throw new SettingsException(file + ": " + e.getMessage());
    }
  }

  /** The parser would put a replacement character where a byte is wrong. */
  private static void checkEncoding(Path file) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (CharacterCodingException e) {
      throw new SettingsException(file + " is not UTF-8; save it with the encoding UTF-8");
    } catch (IOException e) {
      throw new SettingsException(file + " can't be read: " + e.getMessage());
    }
  }

  /** A value of the command line: HOCON where it looks like it, else the text as it stands. */
  static SettingsValue parseValue(String text, String origin) {
    if (!text.matches("(?s)\\s*[\\[{\"].*")) {
      return new SettingsValue(text, origin);
    }
    try {
      ConfigValue value =
          ConfigFactory.parseString(
                  "value = " + text, ConfigParseOptions.defaults().setOriginDescription(origin))
              .getValue("value");
      return ConfigValues.value("", value, origin);
    } catch (ConfigException e) {
      throw new SettingsException("(" + origin + "): " + e.getMessage());
    }
  }

  /**
   * A text of the command line, which may have quotes of its own. Brackets and braces are a part of
   * it, as in the SMILES {@code [NH3+]C}.
   */
  static SettingsValue parseText(String text, String origin) {
    try {
      SettingsValue value = parseValue(text, origin);
      if (value.raw() instanceof String) {
        return value;
      }
    } catch (SettingsException e) {
      // no HOCON, but a text all the same
    }
    return new SettingsValue(text, origin);
  }

  private static String path(String dotted) {
    return ConfigUtil.joinPath(List.of(dotted.split("\\.")));
  }

  private static ConfigValue value(SettingsValue value) {
    return ConfigValueFactory.fromAnyRef(ConfigValues.plain(value), value.origin());
  }
}
