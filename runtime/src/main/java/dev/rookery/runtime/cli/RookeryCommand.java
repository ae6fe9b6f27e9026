package dev.rookery.runtime.cli;

import ch.qos.logback.classic.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What stands before every command. */
@Command(
    name = "rookery",
    description = "An agent zoo for the JVM: train, evaluate and talk to dialogue agents.%n",
    versionProvider = RookeryVersion.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 the command or its configuration is wrong.",
      "Every setting: rookery describe. Results go to standard output, logs to standard error."
    })
final class RookeryCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log more.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Log warnings and errors only.")
  private boolean quiet;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  private boolean stackTrace;

  Level logLevel() {
    return verbose ? Level.DEBUG : quiet ? Level.WARN : Level.INFO;
  }

  boolean stackTrace() {
    return stackTrace;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
