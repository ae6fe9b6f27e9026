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

  /** The same of a policy that learns from sequences, which alone has the first. */
  private static final List<String> OF_SEQUENCES = List.of("nll", "valid", "unique", "novel");

  /** The same of a run that learns from scores. */
  private static final List<String> OF_SCORES =
      List.of("score", "top10", "auc_top10", "valid", "sequences");

  /** The same of several of them, which have no newest round. */
  private static final List<String> OF_SEEDS =
      List.of("score_last", "top10", "auc_top10", "valid", "sequences");

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
    Path folder = given == null ? PastTraining.RUNS : given;
    if (given != null && !Files.isDirectory(given)) {
      throw new SettingsException("there is no folder " + given);
    }
    List<Entry> entries = PastTraining.folders(folder).stream().map(Entry::of).toList();
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

  /** A training in the list. One that can't be read has a remark instead, and hides no other. */
  private record Entry(Path folder, Optional<PastTraining> training, String problem) {

    static Entry of(Path folder) {
      try {
        return new Entry(folder, Optional.of(PastTraining.read(folder)), "");
      } catch (UserException | SettingsException e) {
        String problem = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        return new Entry(folder, Optional.empty(), problem);
      }
    }

    String name() {
      return PastTraining.name(folder);
    }

    /** What stands in the columns behind the name. */
    List<String> cells() {
      return training
          .map(
              past ->
                  List.of(
                      past.state(),
                      past.started(),
                      past.agent(),
                      past.goal(),
                      String.valueOf(past.updates()),
                      past.remark() + figures(past)))
          .orElse(List.of(problem));
    }

    Map<String, Object> asMap() {
      Map<String, Object> broken = new LinkedHashMap<>();
      broken.put("name", name());
      broken.put("folder", folder.toString());
      broken.put("problem", problem);
      return training.map(PastTraining::asMap).orElse(broken);
    }
  }

  private static String figures(PastTraining past) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (past.score().isPresent()) {
      values.putAll(past.training());
    } else {
      values.putAll(past.figures("valid"));
    }
    if (past.score().isPresent() || values.isEmpty()) {
      values.putAll(past.figures("final"));
    }
    return shown(past, values).stream()
        .filter(values::containsKey)
        .map(name -> name + " " + Figures.shown(values.get(name)))
        .collect(Collectors.joining("  "));
  }

  private static List<String> shown(PastTraining past, Map<String, Double> values) {
    if (past.score().isPresent()) {
      return values.containsKey(OF_SCORES.get(0)) ? OF_SCORES : OF_SEEDS;
    }
    return values.containsKey(OF_SEQUENCES.get(0)) ? OF_SEQUENCES : METRICS;
  }
}
