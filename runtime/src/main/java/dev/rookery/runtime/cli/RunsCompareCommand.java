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
    description = "Show in what runs differ: their settings, and their newest and final figures.",
    mixinStandardHelpOptions = true)
final class RunsCompareCommand implements Runnable {

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
    Map<String, List<String>> validations = rows(runs, run -> figures(run, "valid"));
    Map<String, List<String>> ends = rows(runs, run -> figures(run, "final"));
    Map<String, List<String>> trainings = rows(runs, run -> shown(run.training()));
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("runs", runs.stream().map(run -> run.folder().toString()).toList());
      map.put("settings", settings);
      map.put("valid", validations);
      map.put("final", ends);
      map.put("train", trainings);
      Json.print(out, map);
    } else {
      List<String> names = runs.stream().map(PastRun::name).toList();
      FigureTable.print(out, "settings that differ", names, settings);
      if (!validations.isEmpty() || ends.isEmpty() && trainings.isEmpty()) {
        FigureTable.print(out, "newest validation", names, validations);
      }
      if (!ends.isEmpty()) {
        FigureTable.print(out, "final figures", names, ends);
      }
      if (!trainings.isEmpty()) {
        FigureTable.print(out, "newest round, of runs without validations", names, trainings);
      }
    }
    out.flush();
  }

  private static Map<String, String> figures(PastRun run, String phase) {
    return shown(run.last(phase).map(MetricsRecord::values).orElse(Map.of()));
  }

  private static Map<String, String> shown(Map<String, Double> values) {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach((name, value) -> shown.put(name, Figures.shown(value)));
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
}
