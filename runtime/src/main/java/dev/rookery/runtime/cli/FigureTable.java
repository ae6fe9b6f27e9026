package dev.rookery.runtime.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints rows of values below names of columns, such as runs. */
final class FigureTable {

  private static final int MOST_COLUMN_WIDTH = 40;

  private FigureTable() {}

  /** Prints a table, or under its title that there is nothing to show. */
  static void print(
      PrintWriter out, String title, List<String> columns, Map<String, List<String>> rows) {
    out.println(title + (rows.isEmpty() ? ": none" : ":"));
    if (rows.isEmpty()) {
      return;
    }
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("", columns);
    all.putAll(rows);
    int keyWidth = all.keySet().stream().mapToInt(String::length).max().orElse(0);
    all.forEach(
        (key, values) -> {
          StringBuilder line = new StringBuilder("  " + pad(key, keyWidth));
          for (int i = 0; i < values.size(); i++) {
            line.append("  ").append(pad(values.get(i), width(all, i)));
          }
          out.println(line.toString().stripTrailing());
        });
  }

  private static int width(Map<String, List<String>> rows, int column) {
    int widest = rows.values().stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.min(widest, MOST_COLUMN_WIDTH);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
