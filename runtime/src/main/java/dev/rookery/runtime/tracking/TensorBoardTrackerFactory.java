package dev.rookery.runtime.tracking;

import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;

/** Makes the tracker {@code tensorboard}. */
public final class TensorBoardTrackerFactory implements TrackerFactory {

  /** The folder of the event files in a run's folder. */
  public static final String FOLDER = "tensorboard";

  @Override
  public String name() {
    return "tensorboard";
  }

  @Override
  public String description() {
    return "Writes event files for TensorBoard into the folder tensorboard of the run.";
  }

  @Override
  public Tracker create(Settings settings, Path runFolder) {
    return new TensorBoardTracker(runFolder.resolve(FOLDER), Clock.systemUTC());
  }
}
