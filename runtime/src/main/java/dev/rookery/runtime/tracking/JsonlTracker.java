package dev.rookery.runtime.tracking;

import dev.rookery.api.learning.Tracker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Writes {@code metrics.jsonl}. */
final class JsonlTracker implements Tracker {

  private final MetricsFile file;
  private final Clock clock;

  JsonlTracker(Path runFolder, Clock clock) {
    this.file = new MetricsFile(runFolder.resolve(MetricsFile.NAME));
    this.clock = clock;
    // A killed run may have left half a line, to which nothing must be appended.
    file.truncateAfter(Long.MAX_VALUE);
  }

  @Override
  public void record(String phase, long update, Map<String, Double> values) {
    file.append(new MetricsRecord(phase, update, clock.instant(), values));
  }

  @Override
  public void truncateAfter(long update) {
    file.truncateAfter(update);
  }
}
