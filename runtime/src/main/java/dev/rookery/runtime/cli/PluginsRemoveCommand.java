package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginInstaller;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plugins remove}. */
@Command(
    name = "remove",
    description = "Delete an installed plugin.",
    mixinStandardHelpOptions = true)
final class PluginsRemoveCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(paramLabel = "ID", description = "The plugin's id, or the name of its jar or folder.")
  private @Nullable String id;

  @Override
  public void run() {
    Path removed =
        new PluginInstaller(folders.installFolder(), PluginFolders.class.getClassLoader())
            .remove(String.valueOf(id));
    spec.commandLine().getOut().println("removed " + removed);
    spec.commandLine().getOut().flush();
  }
}
