package dev.rookery.runtime.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompositeTrackerTest {

  private final List<String> calls = new ArrayList<>();

  private final class TestingTracker implements Tracker {

    private final String name;

    TestingTracker(String name) {
      this.name = name;
    }

    @Override
    public void record(String phase, long update, Map<String, Double> values) {
      calls.add(name + " " + phase + " " + update + " " + values);
    }

    @Override
    public void truncateAfter(long update) {
      calls.add(name + " truncate " + update);
    }

    @Override
    public void close() {
      calls.add(name + " close");
      throw new UserException(name + " failed");
    }
  }

  @Test
  void everyTrackerHearsEverything() {
    Tracker both = new CompositeTracker(List.of(new TestingTracker("a"), new TestingTracker("b")));
    both.truncateAfter(3);
    both.record("train", 4, Map.of("loss", 0.5));

    assertThat(calls)
        .containsExactly(
            "a truncate 3", "b truncate 3", "a train 4 {loss=0.5}", "b train 4 {loss=0.5}");
  }

  @Test
  void allAreClosedEvenIfOneFails() {
    Tracker both = new CompositeTracker(List.of(new TestingTracker("a"), new TestingTracker("b")));

    assertThatThrownBy(both::close)
        .isInstanceOf(UserException.class)
        .hasMessage("a failed")
        .hasSuppressedException(new UserException("b failed"));
    assertThat(calls).containsExactly("a close", "b close");
  }
}
