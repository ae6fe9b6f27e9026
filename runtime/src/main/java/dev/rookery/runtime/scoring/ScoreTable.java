package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sequences with their scores as CSV: what scores were made from, and why one is missing. */
public final class ScoreTable {

  private ScoreTable() {}

  /** The names of the columns, then one line for each sequence. */
  public static List<String> lines(List<String> sequences, List<Score> scores, List<String> parts) {
    List<String> lines = new ArrayList<>();
    lines.add("sequence,score" + columns(parts) + ",problem");
    for (int i = 0; i < sequences.size(); i++) {
      lines.add(cell(sequences.get(i)) + "," + cells(scores.get(i)));
    }
    return lines;
  }

  /** The same by name, for programs; what isn't there is left out. */
  public static List<Map<String, Object>> maps(
      List<String> sequences, List<Score> scores, List<String> parts) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      Score score = scores.get(i);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("sequence", sequences.get(i));
      map.put("score", score.value());
      Map<String, Double> known = new LinkedHashMap<>();
      for (int part = 0; part < parts.size(); part++) {
        if (!Double.isNaN(score.parts().get(part))) {
          known.put(parts.get(part), score.parts().get(part));
        }
      }
      map.put("parts", known);
      score.problem().ifPresent(problem -> map.put("problem", problem));
      maps.add(map);
    }
    return maps;
  }

  /** The names of the parts, each after a comma. */
  public static String columns(List<String> parts) {
    return parts.stream().map(part -> "," + cell(part)).collect(Collectors.joining());
  }

  /** Score, parts and problem. */
  public static String cells(Score score) {
    StringBuilder cells = new StringBuilder(number(score.value()));
    score.parts().forEach(part -> cells.append(',').append(number(part)));
    return cells.append(',').append(cell(score.problem().orElse(""))).toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  /** A text on one line, in quotes where it must be. */
  public static String cell(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.contains(",") || line.contains("\"")
        ? "\"" + line.replace("\"", "\"\"") + "\""
        : line;
  }
}
