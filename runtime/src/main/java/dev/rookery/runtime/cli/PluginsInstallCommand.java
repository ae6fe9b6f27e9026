package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginDescriptor;
import dev.rookery.registry.PluginInstaller;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plugins install}. */
@Command(
    name = "install",
    description = "Try out a plugin and copy it to the plugins folder.",
    mixinStandardHelpOptions = true)
final class PluginsInstallCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(paramLabel = "JAR", description = "A jar, or a folder with the plugin's jars.")
  private @Nullable Path source;

  @Override
  public void run() {
    PluginDescriptor plugin =
        new PluginInstaller(folders.installFolder(), PluginFolders.class.getClassLoader())
            .install(Objects.requireNonNull(source));
    spec.commandLine()
        .getOut()
        .println("installed " + plugin.id() + " " + plugin.version() + " in " + plugin.source());
    spec.commandLine().getOut().flush();
  }
}
