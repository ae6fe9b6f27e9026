package dev.rookery.registry;

import dev.rookery.api.Plugin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that one scan found: the plugins that work and the problems with the others. */
final class PluginCatalog {

  private final List<LoadedPlugin> plugins = new ArrayList<>();
  private final List<PluginProblem> problems = new ArrayList<>();
  private final List<Closeable> opened = new ArrayList<>();
  private final ComponentCollector components = new ComponentCollector(problems);

  private PluginCatalog() {}

  /** Loads the plugins on the class path, then those of each folder by file name. */
  static PluginCatalog scan(List<Path> folders, ClassLoader host) {
    PluginCatalog catalog = new PluginCatalog();
    ClassPathPlugins.find(host, catalog.problems).stream()
        .sorted(Comparator.comparing(found -> found.descriptor().id()))
        .forEach(found -> catalog.add(found.descriptor(), found.plugin()));
    for (Path folder : folders) {
      catalog.addFolder(folder, host);
    }
    return catalog;
  }

  private void add(PluginDescriptor descriptor, Plugin plugin) {
    try {
      PluginManifest.checkApi(descriptor);
      refuseDuplicate(descriptor);
      plugins.add(components.collect(descriptor, plugin));
    } catch (PluginRefusal refusal) {
      report(descriptor.id(), descriptor.source(), refusal);
    }
  }

  private void addFolder(Path folder, ClassLoader host) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      report(
          folder.getFileName().toString(),
          folder,
          new PluginRefusal("this is no folder", "name the folder that holds the plugins"));
      return;
    }
    try {
      PluginCandidate.in(folder).forEach(candidate -> add(candidate, host));
    } catch (IOException e) {
      report(
          String.valueOf(folder.getFileName()),
          folder,
          new PluginRefusal(
              "the plugins folder can't be read (" + e.getMessage() + ")",
              "check its permissions"));
    }
  }

  private void add(PluginCandidate candidate, ClassLoader host) {
    String name = candidate.name();
    try {
      PluginDescriptor descriptor = PluginManifest.read(candidate);
      name = descriptor.id();
      PluginManifest.checkApi(descriptor);
      refuseDuplicate(descriptor);
      Plugin plugin = FolderPlugin.open(candidate, descriptor, host, opened);
      plugins.add(components.collect(descriptor, plugin));
    } catch (PluginRefusal refusal) {
      report(name, candidate.source(), refusal);
    }
  }

  private void refuseDuplicate(PluginDescriptor descriptor) throws PluginRefusal {
    for (LoadedPlugin plugin : plugins) {
      if (plugin.id().equals(descriptor.id())) {
        throw new PluginRefusal(
            "plugin \""
                + descriptor.id()
                + "\" is there already, version "
                + plugin.descriptor().version()
                + " in "
                + plugin.descriptor().source(),
            "remove one of the two");
      }
    }
  }

  private void report(String plugin, Path source, PluginRefusal refusal) {
    problems.add(new PluginProblem(plugin, source, refusal.problem(), refusal.remedy()));
  }

  List<LoadedPlugin> plugins() {
    return List.copyOf(plugins);
  }

  List<PluginProblem> problems() {
    return List.copyOf(problems);
  }

  ComponentCollector components() {
    return components;
  }

  void close() throws IOException {
    for (Closeable loader : opened) {
      loader.close();
    }
  }
}
