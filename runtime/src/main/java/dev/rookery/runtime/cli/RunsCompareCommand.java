package dev.rookery.runtime.cli;

import dev.rookery.api.settings.SettingsException;
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
    description =
        "Show in what runs differ: their settings, and their newest and final figures. Of several"
            + " seeds the means are shown.",
    mixinStandardHelpOptions = true)
final class RunsCompareCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "The folders of the runs, or their names in a list of runs/.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    if (folders.size() < 2) {
      throw new SettingsException(
          "name at least two runs to compare, as in: rookery runs compare runs/a runs/b");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<PastTraining> runs = folders.stream().map(PastTraining::find).toList();
    Map<String, List<String>> settings = rows(runs, PastTraining::settings);
    settings.values().removeIf(values -> values.stream().distinct().count() == 1);
    Map<String, List<String>> validations = rows(runs, run -> shown(run.figures("valid")));
    Map<String, List<String>> ends = rows(runs, run -> shown(run.figures("final")));
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
      List<String> names = runs.stream().map(PastTraining::name).toList();
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

  private static Map<String, String> shown(Map<String, Double> values) {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach((name, value) -> shown.put(name, Figures.shown(value)));
    return shown;
  }

  /** One row for each key that any run has, one value for each run. */
  private static Map<String, List<String>> rows(
      List<PastTraining> runs, Function<PastTraining, Map<String, String>> values) {
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
