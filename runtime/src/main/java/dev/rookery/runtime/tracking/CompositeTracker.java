package dev.rookery.runtime.tracking;

import dev.rookery.api.learning.Tracker;
import java.util.List;
import java.util.Map;

/** Several trackers as one. Closing closes all of them, even if one of them fails. */
public final class CompositeTracker implements Tracker {

  private final List<Tracker> trackers;

  public CompositeTracker(List<Tracker> trackers) {
    this.trackers = List.copyOf(trackers);
  }

  @Override
  public void record(String phase, long update, Map<String, Double> values) {
    trackers.forEach(tracker -> tracker.record(phase, update, values));
  }

  @Override
  public void truncateAfter(long update) {
    trackers.forEach(tracker -> tracker.truncateAfter(update));
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    for (Tracker tracker : trackers) {
      try {
        tracker.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
