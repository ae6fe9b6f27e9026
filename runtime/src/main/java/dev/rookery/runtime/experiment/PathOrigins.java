package dev.rookery.runtime.experiment;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;

/** Says where a path was set that somebody complains about. */
final class PathOrigins {

  private PathOrigins() {}

  /**
   * The failure with the origin of the path that it names, if it names one that stands in a file,
   * such as a run's experiment; otherwise the same.
   *
   * @param section where the settings stand, such as {@code task}
   */
  static UserException told(UserException failure, String section, Settings settings) {
    String message = String.valueOf(failure.getMessage());
    for (Setting<?> setting : settings.spec().settings()) {
      Object value = settings.find(setting).map(Object.class::cast).orElse("");
      String origin = settings.originOf(setting);
      if (value instanceof Path path
          && message.contains(path.toString())
          && !origin.startsWith("command line")
          && !origin.equals("default")) {
        String key = section + "." + setting.name();
        return new UserException(
            message + "; the path is " + key + " in " + origin + ", " + key + "=PATH changes it",
            failure);
      }
    }
    return failure;
  }
}
