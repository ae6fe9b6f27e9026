package dev.rookery.runtime.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.learning.Tracker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

class TensorBoardTrackerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_769_860_800_500L), ZoneOffset.UTC);

  @TempDir Path folder;

  private Tracker open() {
    return new TensorBoardTracker(folder.resolve("tensorboard"), CLOCK);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tensorboard"))) {
      return files.sorted().toList();
    }
  }

  /** Reads a record file by its published layout. */
  private static List<Event> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(EventWriter.maskedChecksum(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(EventWriter.maskedChecksum(data));
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  @Test
  void figuresAreScalarsTaggedByNameAndPhase() throws IOException {
    try (Tracker tracker = open()) {
      tracker.record("valid", 500, Map.of("ppl", 31.5));
    }

    List<Event> events = read(files().get(0));
    assertThat(events).hasSize(2);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(500);
    assertThat(events.get(1).getWallTime()).isEqualTo(1_769_860_800.5);
    Summary.Value value = events.get(1).getSummary().getValue(0);
    assertThat(value.getTag()).isEqualTo("ppl/valid");
    assertThat(value.getSimpleValue()).isEqualTo(31.5f);
  }

  @Test
  void aResumedRunHidesWhatCameAfterItsCheckpoint() throws IOException {
    open().close();
    try (Tracker tracker = open()) {
      tracker.truncateAfter(300);
    }

    assertThat(files()).hasSize(2);
    Event event = read(files().get(1)).get(1);
    assertThat(event.getStep()).isEqualTo(301);
    assertThat(event.getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
  }

  /** The published check value of CRC-32C is 0xe3069283 for the nine digits. */
  @Test
  void checksumsAreMaskedAsInTensorFlow() {
    int crc = 0xe3069283;
    int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;

    assertThat(EventWriter.maskedChecksum("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(masked);
  }
}
