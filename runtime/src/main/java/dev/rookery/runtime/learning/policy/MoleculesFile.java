package dev.rookery.runtime.learning.policy;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.run.WholeFile;
import dev.rookery.runtime.scoring.ScoreTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code molecules.csv}: every sequence that a run wrote, in order, with its score, what that was
 * made from, and why it could not be scored.
 */
public final class MoleculesFile {

  private static final int ENDS = 500;

  /** The name in a run folder. */
  public static final String NAME = "molecules.csv";

  /**
   * A line.
   *
   * @param number from 1
   * @param round in which it was written, from 1
   * @param text the sequence
   * @param score its score
   * @param failed whether it could not be scored
   */
  public record Line(long number, long round, String text, double score, boolean failed) {}

  private final Path file;

  MoleculesFile(Path runFolder) {
    file = runFolder.resolve(NAME);
  }

  /** Begins a new file. */
  void begin(List<String> parts) {
    append("number,round,sequence,score" + ScoreTable.columns(parts) + ",problem\n", true);
  }

  /** Adds the sequences of a round. */
  void add(long firstNumber, long round, List<Experience> experiences) {
    StringBuilder lines = new StringBuilder();
    long number = firstNumber;
    for (Experience each : experiences) {
      lines
          .append(number++)
          .append(',')
          .append(round)
          .append(',')
          .append(ScoreTable.cell(each.text()))
          .append(',')
          .append(ScoreTable.cells(each.score()))
          .append('\n');
    }
    append(lines.toString(), false);
  }

  private void append(String text, boolean anew) {
    try {
      Files.writeString(
          file,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          anew ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }

  /** Forgets what was written after a checkpoint. */
  void keep(long sequences) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      List<String> kept = lines.subList(0, (int) Math.min(lines.size(), 1 + sequences));
      WholeFile.write(file, String.join("\n", kept) + "\n");
    } catch (IOException e) {
      throw new UserException(file + " can't be read or written: " + IoReasons.of(e), e);
    }
  }

  /**
   * Reads what a run wrote.
   *
   * @throws UserException if the file can't be read
   */
  public static List<Line> read(Path runFolder) {
    Path file = runFolder.resolve(NAME);
    try {
      List<Line> lines = new ArrayList<>();
      for (String line :
          Files.readAllLines(file, StandardCharsets.UTF_8).stream().skip(1).toList()) {
        List<String> cells = cells(line);
        lines.add(
            new Line(
                Long.parseLong(cells.get(0)),
                Long.parseLong(cells.get(1)),
                cells.get(2),
                Double.parseDouble(cells.get(3)),
                !cells.get(cells.size() - 1).isEmpty()));
      }
      return lines;
    } catch (IOException e) {
      throw new UserException(file + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean inQuotes = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (inQuotes && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          inQuotes = !inQuotes;
        }
      } else if (c == ',' && !inQuotes) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** How many of the first and of the last of so many sequences are compared. */
  public static int ends(int sequences) {
    return Math.min(ENDS, sequences / 2);
  }
}
