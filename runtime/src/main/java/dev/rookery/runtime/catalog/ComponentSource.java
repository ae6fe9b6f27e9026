package dev.rookery.runtime.catalog;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import dev.rookery.registry.LoadedComponent;
import dev.rookery.registry.LoadedPlugin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The components of one plugin and what to call it where users must tell plugins apart.
 *
 * @param name such as {@code dialog-tasks 0.1.0}
 * @param factories by type
 */
public record ComponentSource(
    String name, Map<ComponentType, List<? extends ComponentFactory>> factories) {

  /** A plugin that is part of the program and needs no checks. */
  public static ComponentSource of(String name, Plugin plugin) {
    Map<ComponentType, List<? extends ComponentFactory>> factories =
        new EnumMap<>(ComponentType.class);
    ComponentKind.ALL.forEach(kind -> factories.put(kind.type(), kind.hook().apply(plugin)));
    return new ComponentSource(name, factories);
  }

  /** A plugin that the registry has loaded and checked. */
  public static ComponentSource of(LoadedPlugin plugin) {
    Map<ComponentType, List<? extends ComponentFactory>> factories =
        new EnumMap<>(ComponentType.class);
    for (ComponentKind<?> kind : ComponentKind.ALL) {
      factories.put(
          kind.type(),
          plugin.components(kind.type()).stream().map(LoadedComponent::factory).toList());
    }
    return new ComponentSource(plugin.id() + " " + plugin.descriptor().version(), factories);
  }
}
