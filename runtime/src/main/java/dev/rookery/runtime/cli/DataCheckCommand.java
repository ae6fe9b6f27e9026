package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.FormatCheck;
import dev.rookery.api.dialogue.LineProblem;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery data check}. */
@Command(
    name = "check",
    description = {
      "Say what format a file of dialogues is, how much it holds, and which lines are wrong.",
      "The exit code is 1 if a line is wrong."
    },
    mixinStandardHelpOptions = true)
final class DataCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(paramLabel = "FILE", description = "The file to check.")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "Take the file for this format instead of finding out.")
  private @Nullable String format;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "Show at most so many wrong lines (default: ${DEFAULT-VALUE}).")
  private int most = 20;

  @Option(names = "--json", description = "Print JSON, with every wrong line.")
  private boolean json;

  @Override
  public Integer call() {
    Path data = Objects.requireNonNull(file);
    if (!Files.isRegularFile(data)) {
      throw new UserException("there is no file " + data);
    }
    try (PluginRegistry registry = folders.registry(List.of())) {
      KnownFormats formats =
          new KnownFormats(
              ComponentCatalog.of(registry),
              warning -> spec.commandLine().getErr().println("warning: " + warning));
      DialogueFormat chosen = format == null ? formats.guess(data) : formats.named(format);
      FormatCheck check = chosen.check(data);
      if (json) {
        printJson(check);
      } else {
        print(check);
      }
      return check.isClean() ? 0 : Errors.FAILED;
    }
  }

  private void print(FormatCheck check) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        file
            + ": format "
            + check.format()
            + ", "
            + counted(check.episodes(), "episode")
            + ", "
            + counted(check.examples(), "example")
            + ", "
            + (check.isClean() ? "no problems" : counted(check.problems().size(), "problem")));
    for (LineProblem problem :
        check.problems().subList(0, Math.min(most, check.problems().size()))) {
      out.println(file + ":" + problem.line() + ": " + problem.problem());
    }
    if (check.problems().size() > most) {
      out.println("… and " + (check.problems().size() - most) + " more");
    }
    out.flush();
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void printJson(FormatCheck check) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", String.valueOf(file));
    map.put("format", check.format());
    map.put("episodes", check.episodes());
    map.put("examples", check.examples());
    map.put(
        "problems",
        check.problems().stream()
            .map(problem -> Map.of("line", problem.line(), "problem", problem.problem()))
            .toList());
    Json.print(spec.commandLine().getOut(), map);
  }
}
