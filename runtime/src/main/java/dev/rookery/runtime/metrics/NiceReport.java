package dev.rookery.runtime.metrics;

import dev.rookery.api.metrics.MetricReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A report as a table for the terminal: a column for each metric, a row for each task, wrapped to
 * the width of the line. The layout is ParlAI's.
 */
public final class NiceReport {

  /** The width of a line where the terminal's is not known. */
  public static final int DEFAULT_WIDTH = 88;

  private static final String MARGIN = "   ";
  private static final String ALL_TASKS = "all";

  private NiceReport() {}

  /** The table at the default width. */
  public static String format(MetricReport report) {
    return format(report.values(), DEFAULT_WIDTH);
  }

  /**
   * The table, without a line feed at its end.
   *
   * @param values by {@code name} or {@code task/name}
   * @param width characters a line
   */
  public static String format(Map<String, Double> values, int width) {
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          int slash = key.lastIndexOf('/');
          String task = slash < 0 ? ALL_TASKS : key.substring(0, slash);
          rows.computeIfAbsent(task, unused -> new TreeMap<>())
              .put(key.substring(slash + 1), value);
        });
    // In the order of the names, but what the first tasks lack comes last.
    Set<String> metrics = new LinkedHashSet<>();
    rows.values().forEach(row -> metrics.addAll(row.keySet()));
    if (rows.isEmpty()) {
      return "";
    }
    List<String> index = rows.size() > 1 ? index(rows.keySet()) : List.of();
    List<List<String>> columns = new ArrayList<>();
    for (String metric : metrics) {
      columns.add(column(metric, rows.values()));
    }
    List<String> lines = wrap(index, columns, width - MARGIN.length());
    return (MARGIN + String.join("\n" + MARGIN, lines)).stripTrailing();
  }

  private static List<String> index(Collection<String> tasks) {
    int width = tasks.stream().mapToInt(String::length).max().orElseThrow();
    List<String> cells = new ArrayList<>();
    cells.add(" ".repeat(width));
    tasks.forEach(task -> cells.add(task + " ".repeat(width - task.length())));
    return cells;
  }

  private static List<String> column(String metric, Collection<Map<String, Double>> rows) {
    List<String> cells = new ArrayList<>();
    cells.add(" " + metric);
    for (Map<String, Double> row : rows) {
      cells.add(NumberFormat.format(row.getOrDefault(metric, Double.NaN)));
    }
    int width = cells.stream().mapToInt(String::length).max().orElseThrow();
    cells.replaceAll(cell -> " ".repeat(width - cell.length()) + cell);
    return cells;
  }

  private static List<String> wrap(List<String> index, List<List<String>> columns, int width) {
    int room = index.isEmpty() ? width : width - index.get(0).length() - 1;
    List<String> lines = new ArrayList<>();
    int start = 0;
    int used = 0;
    for (int i = 0; i < columns.size(); i++) {
      int needed = columns.get(i).get(0).length() + 1;
      int reserved = i == columns.size() - 1 ? 1 : 2; // for the mark that the table goes on
      if (i > start && used + needed + reserved > room) {
        lines.addAll(block(index, columns.subList(start, i), " \\"));
        start = i;
        used = 0;
      }
      used += needed;
    }
    lines.addAll(block(index, columns.subList(start, columns.size()), start > 0 ? " " : ""));
    return lines;
  }

  /** Some columns side by side, with a mark after the first line and blanks after the others. */
  private static List<String> block(List<String> index, List<List<String>> columns, String mark) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < columns.get(0).size(); row++) {
      List<String> cells = new ArrayList<>();
      if (!index.isEmpty()) {
        cells.add(index.get(row));
      }
      for (List<String> column : columns) {
        cells.add(column.get(row));
      }
      if (!mark.isEmpty()) {
        cells.add(row == 0 ? mark : " ".repeat(mark.length()));
      }
      lines.add(String.join(" ", cells));
    }
    return lines;
  }
}
