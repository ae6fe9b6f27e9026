package dev.rookery.runtime.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlTrackerTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;

  private Tracker open() {
    return new JsonlTracker(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path file() {
    return folder.resolve(MetricsFile.NAME);
  }

  private List<MetricsRecord> read() {
    return new MetricsFile(file()).read();
  }

  @Test
  void whatIsRecordedCanBeRead() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 3.25);
    values.put("ppl", Double.POSITIVE_INFINITY);
    values.put("f1", Double.NaN);
    try (Tracker tracker = open()) {
      tracker.record("train", 10, values);
      tracker.record("valid", 10, Map.of("ppl", 25.5));
    }

    assertThat(read())
        .containsExactly(
            new MetricsRecord("train", 10, NOW, values),
            new MetricsRecord("valid", 10, NOW, Map.of("ppl", 25.5)));
  }

  @Test
  void aLineIsThereAsSoonAsItIsRecorded() throws IOException {
    try (Tracker tracker = open()) {
      tracker.record("train", 1, Map.of("loss", 0.5));

      assertThat(file())
          .hasContent(
              "{\"phase\":\"train\",\"update\":1,\"time\":\"2026-01-31T12:00:00Z\","
                  + "\"values\":{\"loss\":0.5}}\n");
    }
  }

  @Test
  void aResumedRunForgetsWhatCameAfterItsCheckpoint() {
    try (Tracker tracker = open()) {
      for (int update = 1; update <= 5; update++) {
        tracker.record("train", update, Map.of("loss", 1.0 / update));
      }
    }
    try (Tracker tracker = open()) {
      tracker.truncateAfter(3);
      tracker.record("train", 4, Map.of("loss", 9.0));
    }

    assertThat(read()).extracting(MetricsRecord::update).containsExactly(1L, 2L, 3L, 4L);
    assertThat(read().get(2).values()).containsEntry("loss", 1.0 / 3);
    assertThat(read().get(3).values()).containsEntry("loss", 9.0);
  }

  @Test
  void aTornLineIsDropped() throws IOException {
    try (Tracker tracker = open()) {
      tracker.record("train", 1, Map.of("loss", 0.5));
    }
    Files.writeString(file(), "{\"phase\":\"tr", StandardOpenOption.APPEND);
    assertThat(read()).hasSize(1);

    try (Tracker tracker = open()) {
      tracker.record("train", 2, Map.of("loss", 0.25));
    }
    assertThat(read()).extracting(MetricsRecord::update).containsExactly(1L, 2L);
  }

  @Test
  void aLineThatIsNoRecordIsNamed() throws IOException {
    Files.writeString(file(), "{\"phase\": \"train\"}\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("metrics.jsonl, line 1: ");
  }
}
