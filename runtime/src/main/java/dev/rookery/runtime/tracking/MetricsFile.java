package dev.rookery.runtime.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.runtime.metrics.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@code metrics.jsonl} file. Each record is one write of one whole line, so that a killed run
 * leaves at most one torn line, the last; opening the file again removes it.
 */
public final class MetricsFile {

  /** The name of the file in a run's folder. */
  public static final String NAME = "metrics.jsonl";

  private final Path file;

  public MetricsFile(Path file) {
    this.file = file;
  }

  /**
   * All records; none if there is no file. A torn last line is left out.
   *
   * @throws UserException if a whole line is not a record; the message names it
   */
  public List<MetricsRecord> read() {
    List<MetricsRecord> records = new ArrayList<>();
    if (!Files.exists(file)) {
      return records;
    }
    try (JsonLines lines = JsonLines.of(file, wholeLines())) {
      for (JsonNode line = lines.next(); line != null; line = lines.next()) {
        records.add(MetricsRecord.fromJson(line, lines));
      }
    }
    return records;
  }

  private byte[] wholeLines() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return Arrays.copyOf(bytes, end);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Removes the records of later updates, and a torn last line. */
  void truncateAfter(long update) {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    for (MetricsRecord each : read()) {
      if (each.update() <= update) {
        kept.append(each.toJson()).append('\n');
      }
    }
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(beside, kept);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  void append(MetricsRecord added) {
    byte[] line = (added.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UserException cannotWrite(IOException e) {
    return new UserException("cannot write " + file + ": " + e.getMessage(), e);
  }
}
