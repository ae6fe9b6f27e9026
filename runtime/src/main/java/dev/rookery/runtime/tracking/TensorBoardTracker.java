package dev.rookery.runtime.tracking;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Tracker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

/**
 * Writes an event file for TensorBoard. The tag of a figure is {@code name/phase}, as in ParlAI, so
 * that training and validation curves of a metric stand side by side.
 */
final class TensorBoardTracker implements Tracker {

  private static final String VERSION = "brain.Event:2";
  private static final double MILLIS_PER_SECOND = 1000;

  private final Path file;
  private final Clock clock;
  private final EventWriter events;

  /**
   * @param folder where the event file goes; it is made if need be
   */
  TensorBoardTracker(Path folder, Clock clock) {
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      this.file = newFile(folder, clock.instant());
      this.events =
          new EventWriter(
              new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND)));
    } catch (IOException e) {
      throw new UserException("cannot write event files to " + folder + ": " + e.getMessage(), e);
    }
    write(event(0).setFileVersion(VERSION));
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private static Path newFile(Path folder, Instant now) throws IOException {
    for (int attempt = 0; ; attempt++) {
      Path file =
          folder.resolve(
              String.format(
                  "events.out.tfevents.%010d.%04d.rookery", now.getEpochSecond(), attempt));
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException taken) {
        // Another run of the same second has it: the next number is tried.
      }
    }
  }

  @Override
  public void record(String phase, long update, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (name, value) ->
            summary.addValue(
                Summary.Value.newBuilder()
                    .setTag(name + "/" + phase)
                    .setSimpleValue(value.floatValue())));
    write(event(update).setSummary(summary));
  }

  /**
   * Tells TensorBoard that the run starts anew after this update: it then hides what earlier files
   * have at later ones.
   */
  @Override
  public void truncateAfter(long update) {
    write(
        event(update + 1)
            .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
  }

  private Event.Builder event(long update) {
    return Event.newBuilder().setWallTime(clock.millis() / MILLIS_PER_SECOND).setStep(update);
  }

  private void write(Event.Builder event) {
    try {
      events.write(event.build());
    } catch (IOException e) {
      throw new UserException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException e) {
      throw new UserException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
