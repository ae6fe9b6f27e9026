package dev.rookery.registry;

import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import java.util.List;

/**
 * A plugin that is ready for use.
 *
 * @param descriptor what its manifest says
 * @param plugin the plugin's entry point
 * @param components what it offers, by type and then in the plugin's order
 */
public record LoadedPlugin(
    PluginDescriptor descriptor, Plugin plugin, List<LoadedComponent> components) {

  public LoadedPlugin {
    components = List.copyOf(components);
  }

  public String id() {
    return descriptor.id();
  }

  /** What it offers of one type. */
  public List<LoadedComponent> components(ComponentType type) {
    return components.stream().filter(component -> component.type() == type).toList();
  }

  ClassLoader loader() {
    return plugin.getClass().getClassLoader();
  }
}
