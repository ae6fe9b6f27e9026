package dev.rookery.runtime.cli;

import dev.rookery.registry.LoadedPlugin;
import dev.rookery.registry.PluginRegistry;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery plugins list}. */
@Command(
    name = "list",
    description = "List the plugins that work and what they bring.",
    mixinStandardHelpOptions = true)
final class PluginsListCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (PluginRegistry registry = folders.registry(List.of())) {
      if (json) {
        Json.print(out, registry.plugins().stream().map(PluginsListCommand::asMap).toList());
      } else {
        registry.plugins().forEach(plugin -> print(out, plugin));
      }
      int broken = registry.problems().size();
      if (broken > 0) {
        spec.commandLine()
            .getErr()
            .println("problems: " + broken + "; see: " + Invocation.of("plugins", "doctor"));
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, LoadedPlugin plugin) {
    out.printf(
        "%-20s %-16s %s%n",
        plugin.id(), plugin.descriptor().version(), plugin.descriptor().source());
    byType(plugin).forEach((type, names) -> out.println("    " + type + ": " + names));
  }

  private static Map<String, String> byType(LoadedPlugin plugin) {
    return plugin.components().stream()
        .collect(
            Collectors.groupingBy(
                component -> component.type().word(),
                LinkedHashMap::new,
                Collectors.mapping(component -> component.name(), Collectors.joining(", "))));
  }

  /** A plugin for programs. */
  static Map<String, Object> asMap(LoadedPlugin plugin) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", plugin.id());
    map.put("version", plugin.descriptor().version());
    map.put("api", plugin.descriptor().apiRange());
    map.put("description", plugin.descriptor().description());
    map.put("source", plugin.descriptor().source().toString());
    map.put("components", byType(plugin));
    return map;
  }
}
