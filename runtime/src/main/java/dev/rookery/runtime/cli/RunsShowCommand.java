package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.metrics.NiceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
    description = "Show a run: its newest figures and its experiment.",
    mixinStandardHelpOptions = true)
final class RunsShowCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of the run.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PastRun run = PastRun.read(Objects.requireNonNull(folder));
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>(RunsListCommand.asMap(run));
      map.put("settings", run.settings());
      Json.print(out, map);
    } else {
      out.println("run " + run.folder() + ", " + run.updates() + " updates");
      for (String phase : List.of("train", "valid", "test", "final")) {
        run.last(phase)
            .ifPresent(
                figures -> {
                  out.println("\n" + phase + " after " + figures.update() + " updates");
                  out.println(NiceReport.format(figures.values(), NiceReport.DEFAULT_WIDTH));
                });
      }
      out.println("\nexperiment");
      out.print(text(run.folder().resolve(SavedExperiment.FILE_NAME)));
    }
    out.flush();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
