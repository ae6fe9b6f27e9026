package dev.rookery.runtime.cli;

import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery runs compare}. */
@Command(
    name = "compare",
    description = "Show in what runs differ: their settings, and their newest validations.",
    mixinStandardHelpOptions = true)
final class RunsCompareCommand implements Runnable {

  private static final int MOST_COLUMN_WIDTH = 40;

  @Spec private CommandSpec spec;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "The folders of the runs.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<PastRun> runs = folders.stream().map(PastRun::read).toList();
    Map<String, List<String>> settings = rows(runs, PastRun::settings);
    settings.values().removeIf(values -> values.stream().distinct().count() == 1);
    Map<String, List<String>> figures = rows(runs, RunsCompareCommand::validation);
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("runs", runs.stream().map(run -> run.folder().toString()).toList());
      map.put("settings", settings);
      map.put("valid", figures);
      Json.print(out, map);
    } else {
      table(out, "settings that differ", runs, settings);
      table(out, "newest validation", runs, figures);
    }
    out.flush();
  }

  private static Map<String, String> validation(PastRun run) {
    Map<String, String> shown = new LinkedHashMap<>();
    run.last("valid")
        .map(MetricsRecord::values)
        .orElse(Map.of())
        .forEach((name, value) -> shown.put(name, Figures.shown(value)));
    return shown;
  }

  /** One row for each key that any run has, one value for each run. */
  private static Map<String, List<String>> rows(
      List<PastRun> runs, Function<PastRun, Map<String, String>> values) {
    TreeSet<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(values.apply(run).keySet()));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String key : keys) {
      rows.put(
          key,
          runs.stream()
              .map(run -> Objects.requireNonNullElse(values.apply(run).get(key), "-"))
              .toList());
    }
    return rows;
  }

  private static void table(
      PrintWriter out, String title, List<PastRun> runs, Map<String, List<String>> rows) {
    out.println(title + (rows.isEmpty() ? ": none" : ":"));
    if (rows.isEmpty()) {
      return;
    }
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("", runs.stream().map(PastRun::name).toList());
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
