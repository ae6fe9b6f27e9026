package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.runtime.metrics.NiceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery runs show}. */
@Command(
    name = "show",
    description =
        "Show a run: its newest figures and its experiment; of several seeds, what each reached.",
    mixinStandardHelpOptions = true)
final class RunsShowCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description = "The folder of the run, or its name in a list of runs/.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PastTraining training = PastTraining.find(Objects.requireNonNull(folder));
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>(training.asMap());
      map.put("settings", training.settings());
      Json.print(out, map);
    } else {
      out.println(
          "%s: %s, %s, %s, %d updates"
              .formatted(
                  training.folder(),
                  training.state(),
                  training.agent(),
                  training.goal(),
                  training.updates()));
      if (training instanceof PastSeeds seeds) {
        print(seeds, out);
      } else if (training instanceof PastRun run) {
        print(run, out);
      }
      out.println("\nexperiment");
      ShownExperiment.lines(training, text(training.experiment())).forEach(out::println);
    }
    out.flush();
  }

  private static void print(PastSeeds seeds, PrintWriter out) {
    out.println();
    FigureTable.print(out, SeedsWork.TITLE, seeds.compared().columns(), seeds.compared().rows());
    out.println();
    seeds
        .runs()
        .forEach(
            run ->
                out.println(
                    "%s: %s, %d updates".formatted(run.folder(), run.state(), run.updates())));
  }

  private static void print(PastRun run, PrintWriter out) {
    for (String phase : PastRun.PHASES) {
      run.last(phase)
          .ifPresent(
              figures -> {
                out.println("\n" + phase + " after " + figures.update() + " updates");
                out.println(NiceReport.format(figures.values(), NiceReport.DEFAULT_WIDTH));
              });
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
