package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsException;
import java.nio.file.Path;

/** Finds the folder of a model that the user names, wherever it has to be fetched from. */
@FunctionalInterface
public interface ModelFolders {

  /** For places where nothing is fetched. */
  ModelFolders FOLDERS_ONLY =
      name -> {
        if (isName(name)) {
          throw new SettingsException(name + " can't be looked up here; name a folder");
        }
        return Path.of(name);
      };

  /**
   * The folder.
   *
   * @param name a path, {@code zoo:NAME} or {@code hf:OWNER/NAME}
   * @throws SettingsException if the name is wrong, or nothing is called so
   * @throws dev.rookery.api.UserException if it can't be fetched
   */
  Path folder(String name);

  /** Whether it is not a path. */
  static boolean isName(String text) {
    return text.startsWith("zoo:") || text.startsWith("hf:");
  }
}
