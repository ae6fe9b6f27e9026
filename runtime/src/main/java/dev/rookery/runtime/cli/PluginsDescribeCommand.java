package dev.rookery.runtime.cli;

import dev.rookery.registry.LoadedComponent;
import dev.rookery.registry.LoadedPlugin;
import dev.rookery.registry.PluginDescriptor;
import dev.rookery.registry.PluginRegistry;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plugins describe}. */
@Command(
    name = "describe",
    description = "Show a plugin and every setting of its components.",
    mixinStandardHelpOptions = true)
final class PluginsDescribeCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(paramLabel = "ID", description = "The plugin's id, as plugins list shows it.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (PluginRegistry registry = folders.registry(List.of())) {
      LoadedPlugin plugin = registry.plugin(String.valueOf(id));
      String source = plugin.id() + " " + plugin.descriptor().version();
      if (json) {
        Map<String, Object> map = new LinkedHashMap<>(PluginsListCommand.asMap(plugin));
        map.put(
            "components",
            plugin.components().stream()
                .map(each -> ComponentHelp.asMap(each.type(), each.factory(), source))
                .toList());
        Json.print(out, map);
      } else {
        print(out, plugin.descriptor());
        ComponentHelp help = new ComponentHelp(out);
        for (LoadedComponent each : plugin.components()) {
          out.println();
          help.print(each.type(), each.factory(), source);
        }
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, PluginDescriptor plugin) {
    out.println("plugin " + plugin.id() + " " + plugin.version());
    if (!plugin.description().isEmpty()) {
      out.println("  " + plugin.description());
    }
    out.println("  works with api " + plugin.apiRange());
    out.println("  from " + plugin.source());
  }
}
