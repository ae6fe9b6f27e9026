package dev.rookery.runtime.tracking;

import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;

/** Makes the tracker {@code jsonl}. */
public final class JsonlTrackerFactory implements TrackerFactory {

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String description() {
    return "Writes each set of figures as one line of metrics.jsonl in the run's folder.";
  }

  @Override
  public Tracker create(Settings settings, Path runFolder) {
    return new JsonlTracker(runFolder, Clock.systemUTC());
  }
}
