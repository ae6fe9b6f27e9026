package dev.rookery.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rookery zoo}. */
@Command(
    name = "zoo",
    description = "List, pull, publish and check trained models.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ZooListCommand.class,
      ZooPullCommand.class,
      ZooPushCommand.class,
      ZooVerifyCommand.class
    })
final class ZooCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
