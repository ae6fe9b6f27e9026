package dev.rookery.registry;

import dev.rookery.api.Plugin;
import java.io.Closeable;
import java.util.List;
import java.util.ServiceLoader;

/** Opens one plugin of a plugins folder in a class loader of its own. */
final class FolderPlugin {

  private FolderPlugin() {}

  /**
   * Instantiates the plugin's entry point. Its class loader is that of the result's class.
   *
   * @param opened receives the class loader, which must be closed in the end
   * @throws PluginRefusal if it has no entry point or that fails
   */
  static Plugin open(
      PluginCandidate candidate,
      PluginDescriptor descriptor,
      ClassLoader host,
      List<Closeable> opened)
      throws PluginRefusal {
    @SuppressWarnings("MustBeClosed") // lives as long as the registry, which closes it
    PluginClassLoader loader = new PluginClassLoader(descriptor.id(), candidate.urls(), host);
    opened.add(loader);
    List<Plugin> plugins;
    try {
      plugins =
          ContextLoader.during(
              loader,
              () -> ServiceLoader.load(Plugin.class, loader).stream().map(p -> p.get()).toList());
    } catch (Exception | Error e) {
      throw LoadFailures.of("loading it", e, loader);
    }
    if (plugins.size() != 1) {
      throw new PluginRefusal(
          "its service entry names " + plugins.size() + " classes",
          "name exactly one in META-INF/services/" + Plugin.class.getName());
    }
    return plugins.get(0);
  }
}
