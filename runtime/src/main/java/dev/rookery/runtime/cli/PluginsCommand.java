package dev.rookery.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rookery plugins}. */
@Command(
    name = "plugins",
    description = "List, install and check plugins.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PluginsListCommand.class,
      PluginsDescribeCommand.class,
      PluginsInstallCommand.class,
      PluginsRemoveCommand.class,
      PluginsDoctorCommand.class
    })
final class PluginsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
