package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery runs list}. */
@Command(
    name = "list",
    description = "List the runs of a folder with their newest figures.",
    mixinStandardHelpOptions = true)
final class RunsListCommand implements Runnable {

  /** What is worth a place in a list, as far as a validation has it. */
  private static final List<String> METRICS = List.of("ppl", "loss", "accuracy", "f1");

  /** The same of a run that learns from scores. */
  private static final List<String> OF_SCORES =
      List.of("score", "top10", "auc_top10", "valid", "sequences");

  private static final List<String> COLUMNS =
      List.of("run", "state", "started", "agent", "task", "updates", "newest figures");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder of the runs (default: runs).")
  private @Nullable Path given;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = given == null ? Path.of("runs") : given;
    if (given != null && !Files.isDirectory(given)) {
      throw new SettingsException("there is no folder " + given);
    }
    List<Entry> entries = PastRun.folders(folder).stream().map(Entry::of).toList();
    if (json) {
      Json.print(out, entries.stream().map(Entry::asMap).toList());
    } else if (entries.isEmpty()) {
      spec.commandLine().getErr().println("there are no runs in " + folder);
    } else {
      print(out, entries);
    }
    out.flush();
  }

  private static void print(PrintWriter out, List<Entry> entries) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (Entry entry : entries) {
      List<String> row = new ArrayList<>(List.of(entry.name()));
      row.addAll(entry.cells());
      rows.add(row);
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        boolean aligned = column == 0 || row.size() == COLUMNS.size(); // a remark takes the rest
        int width = aligned ? width(rows, column) : 0;
        line.append(cell).append(" ".repeat(Math.max(0, width - cell.length()) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> column == 0 || row.size() == COLUMNS.size())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }

  /** A run in the list. One that can't be read has a remark instead, and hides no other. */
  private record Entry(Path folder, Optional<PastRun> run, String problem) {

    static Entry of(Path folder) {
      try {
        return new Entry(folder, Optional.of(PastRun.read(folder)), "");
      } catch (UserException | SettingsException e) {
        String problem = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        return new Entry(folder, Optional.empty(), problem);
      }
    }

    String name() {
      return PastRun.name(folder);
    }

    /** What stands in the columns behind the name. */
    List<String> cells() {
      return run.map(
              past ->
                  List.of(
                      past.state(),
                      past.started(),
                      past.agent(),
                      goal(past),
                      String.valueOf(past.updates()),
                      figures(past)))
          .orElse(List.of(problem));
    }

    Map<String, Object> asMap() {
      Map<String, Object> broken = new LinkedHashMap<>();
      broken.put("name", name());
      broken.put("folder", folder.toString());
      broken.put("problem", problem);
      return run.map(RunsListCommand::asMap).orElse(broken);
    }
  }

  private static String goal(PastRun run) {
    return run.score().map(score -> "score " + score).orElseGet(run::task);
  }

  private static String figures(PastRun run) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (run.score().isPresent()) {
      values.putAll(run.training());
      run.last("final").ifPresent(record -> values.putAll(record.values()));
    } else {
      run.last("valid").ifPresent(record -> values.putAll(record.values()));
    }
    return (run.score().isPresent() ? OF_SCORES : METRICS)
        .stream()
            .filter(values::containsKey)
            .map(name -> name + " " + Figures.shown(values.get(name)))
            .collect(Collectors.joining("  "));
  }

  /** A run for programs. */
  static Map<String, Object> asMap(PastRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", run.name());
    map.put("folder", run.folder().toString());
    map.put("state", run.state());
    map.put("started", run.started());
    map.put("agent", run.agent());
    map.put("task", run.task());
    run.score().ifPresent(score -> map.put("score", score));
    map.put("updates", run.updates());
    Stream.of("train", "valid", "test", "final")
        .forEach(phase -> run.last(phase).ifPresent(figures -> map.put(phase, figures.values())));
    return map;
  }
}
