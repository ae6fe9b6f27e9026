package dev.rookery.runtime.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Puts the commands together and runs one. */
final class RookeryCli {

  private static final int USAGE_WIDTH = 100;

  /** A command, which is made only when it is needed: the annotations of all take a while. */
  private record Entry(List<String> names, Supplier<Object> command) {}

  private final ExperimentWork work;
  private final PrintWriter out;
  private final PrintWriter err;

  RookeryCli(ExperimentWork work, PrintWriter out, PrintWriter err) {
    this.work = work;
    this.out = out;
    this.err = err;
  }

  /** Runs a command; the result is the exit code. */
  int execute(String... arguments) {
    CommandLine commandLine = commandLine(arguments);
    return commandLine.execute(
        Arrays.stream(arguments)
            .filter(argument -> !argument.startsWith("-"))
            .findFirst()
            .map(commandLine.getSubcommands()::get)
            .filter(command -> command.getCommand() instanceof ReadsExperiment)
            .map(command -> command.getCommandSpec().optionsMap().keySet())
            .map(options -> LongShortFlags.mark(arguments, options))
            .orElse(arguments));
  }

  private List<Entry> entries() {
    return List.of(
        entry(() -> new TrainCommand(work), "train"),
        entry(() -> new EvalCommand(work), "eval", "eval-model"),
        entry(() -> new GenerateCommand(work), "generate"),
        entry(() -> new ChatCommand(work), "chat", "interactive"),
        entry(() -> new SampleCommand(work), "sample"),
        entry(() -> new ScoreCommand(work), "score"),
        entry(() -> new DisplayDataCommand(work), "display-data", "dd"),
        entry(() -> new BuildDictCommand(work), "build-dict", "bd"),
        entry(DataCommand::new, "data"),
        entry(MetricsCommand::new, "metrics"),
        entry(DescribeCommand::new, "describe"),
        entry(PluginsCommand::new, "plugins"),
        entry(RunsCommand::new, "runs"),
        entry(ZooCommand::new, "zoo"),
        entry(ImportCommand::new, "import"));
  }

  private static Entry entry(Supplier<Object> command, String... names) {
    return new Entry(List.of(names), command);
  }

  private CommandLine commandLine(String... arguments) {
    RookeryCommand root = new RookeryCommand();
    Errors errors = new Errors(root);
    CommandLine commandLine = new CommandLine(root);
    for (Entry entry : named(arguments)) {
      commandLine.addSubcommand(
          entry.names().get(0),
          entry.command().get(),
          entry.names().stream().skip(1).toArray(String[]::new));
    }
    commandLine
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(USAGE_WIDTH)
        .setExpandAtFiles(false)
        // ParlAI's short flags have several letters: -mf is not -m f
        .setPosixClusteredShortOptionsAllowed(false)
        .setExecutionStrategy(
            parsed -> {
              if (!asksForHelp(parsed)) {
                Logging.configure(root.logLevel());
              }
              try {
                return new CommandLine.RunLast().execute(parsed);
              } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
                // Left alone, they would end the process with a stack trace.
                throw new CommandLine.ExecutionException(
                    parsed.commandSpec().commandLine(), "the command failed", e);
              }
            })
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    CommandHelp.install(commandLine);
    for (CommandLine command : commandLine.getSubcommands().values()) {
      if (command.getCommand() instanceof ReadsExperiment) {
        command.setUnmatchedOptionsArePositionalParams(true);
      }
    }
    return commandLine;
  }

  /** The command that the arguments name; all of them if they name none. */
  private List<Entry> named(String... arguments) {
    List<Entry> all = entries();
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        List<Entry> found = new ArrayList<>(all);
        found.removeIf(entry -> !entry.names().contains(argument));
        return found.isEmpty() ? all : found;
      }
    }
    return all;
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(command -> command.isUsageHelpRequested() || command.isVersionHelpRequested());
  }
}
