package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;

/** Makes a tracker. */
public interface TrackerFactory extends ComponentFactory {

  /**
   * Makes a tracker.
   *
   * @param runFolder the folder of the run, which exists
   */
  Tracker create(Settings settings, Path runFolder);
}
