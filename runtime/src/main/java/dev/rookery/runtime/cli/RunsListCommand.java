package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery runs list}. */
@Command(
    name = "list",
    description = "List the runs of a folder with their newest validation.",
    mixinStandardHelpOptions = true)
final class RunsListCommand implements Runnable {

  /** What is worth a place in a list, as far as a run has it. */
  private static final List<String> METRICS = List.of("ppl", "loss", "accuracy", "f1");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder of the runs (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("runs");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Entry> entries = PastRun.folders(folder).stream().map(Entry::of).toList();
    if (json) {
      Json.print(out, entries.stream().map(Entry::asMap).toList());
    } else if (entries.isEmpty()) {
      spec.commandLine().getErr().println("there are no runs in " + folder);
    } else {
      entries.forEach(entry -> out.println(entry.line()));
    }
    out.flush();
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

    String line() {
      return run.map(
              past ->
                  String.format(
                      Locale.ROOT,
                      "%-28s %-16s %-28s %8d updates  %s",
                      past.name(),
                      past.agent(),
                      past.task(),
                      past.updates(),
                      figures(past)))
          .orElseGet(() -> String.format(Locale.ROOT, "%-28s %s", folder.getFileName(), problem));
    }

    Map<String, Object> asMap() {
      Map<String, Object> broken = new LinkedHashMap<>();
      broken.put("name", String.valueOf(folder.getFileName()));
      broken.put("folder", folder.toString());
      broken.put("problem", problem);
      return run.map(RunsListCommand::asMap).orElse(broken);
    }
  }

  private static String figures(PastRun run) {
    Map<String, Double> values = run.last("valid").map(MetricsRecord::values).orElse(Map.of());
    return METRICS.stream()
        .filter(values::containsKey)
        .map(name -> name + " " + Figures.shown(values.get(name)))
        .collect(Collectors.joining("  "));
  }

  /** A run for programs. */
  static Map<String, Object> asMap(PastRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", run.name());
    map.put("folder", run.folder().toString());
    map.put("agent", run.agent());
    map.put("task", run.task());
    map.put("updates", run.updates());
    Stream.of("train", "valid", "test")
        .forEach(phase -> run.last(phase).ifPresent(figures -> map.put(phase, figures.values())));
    return map;
  }
}
