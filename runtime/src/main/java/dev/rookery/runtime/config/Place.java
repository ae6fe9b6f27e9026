package dev.rookery.runtime.config;

import dev.rookery.api.settings.Setting;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting and where its value belongs.
 *
 * @param path the full key, such as {@code learner.optimizer.beta1}
 * @param setting what may stand there
 * @param flags what it is called on the command line, without dashes
 * @param selects whether its value is the name of a component
 */
record Place(String path, Setting<?> setting, Set<String> flags, boolean selects) {

  static Place of(String path, Setting<?> setting, boolean selects) {
    Set<String> flags = new TreeSet<>(setting.aliases());
    flags.add(setting.name());
    return new Place(path, setting, flags, selects);
  }

  boolean isBoolean() {
    return setting.type().equals("true or false");
  }

  boolean isText() {
    return setting.type().equals("text");
  }

  /** The top-level section. */
  String section() {
    return path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
  }

  /** Whether users call the setting so; underscores count as hyphens. */
  boolean isCalled(String flag) {
    return flags.contains(flag) || flags.contains(flag.replace('_', '-').toLowerCase(Locale.ROOT));
  }

  /** Whether that is the setting's name, rather than an alias. */
  boolean isNamed(String flag) {
    return !setting.aliases().contains(flag)
        && (path.endsWith("." + flag.replace('_', '-').toLowerCase(Locale.ROOT))
            || path.equals(flag));
  }
}
