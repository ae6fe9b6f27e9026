package dev.rookery.runtime.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import dev.rookery.api.settings.SettingsException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Makes a missing include an error. HOCON ignores it, which leaves an experiment running with
 * defaults that nobody meant.
 */
final class StrictIncluder implements ConfigIncluder, ConfigIncluderFile {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    @Nullable ConfigParseable parseable = context.relativeTo(what);
    File file = parseable == null ? new File(what) : fileOf(parseable, what);
    return parse(context, file);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return parse(context, what);
  }

  private static File fileOf(ConfigParseable parseable, String what) {
    @Nullable String name = parseable.origin().filename();
    return new File(name == null ? what : name);
  }

  private static ConfigObject parse(ConfigIncludeContext context, File file) {
    if (!file.isFile()) {
      throw new SettingsException("the included file " + file + " does not exist");
    }
    return ConfigFactory.parseFile(file, context.parseOptions().setAllowMissing(false)).root();
  }
}
