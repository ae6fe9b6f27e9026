package dev.rookery.registry;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls the hooks of one plugin after the other. What fails is left out, as little as possible: one
 * hook or one factory; the rest of the plugin stays.
 */
final class ComponentCollector {

  private record Key(ComponentType type, String name) {}

  private final Map<Key, LoadedComponent> byName = new HashMap<>();
  private final List<PluginProblem> problems;

  ComponentCollector(List<PluginProblem> problems) {
    this.problems = problems;
  }

  Optional<LoadedComponent> find(ComponentType type, String name) {
    return Optional.ofNullable(byName.get(new Key(type, name)));
  }

  LoadedPlugin collect(PluginDescriptor descriptor, Plugin plugin) {
    List<LoadedComponent> components = new ArrayList<>();
    return ContextLoader.during(
        plugin.getClass().getClassLoader(),
        () -> {
          Hook.ALL.forEach(hook -> collect(hook, descriptor, plugin, components));
          return new LoadedPlugin(descriptor, plugin, components);
        });
  }

  private void collect(
      Hook hook, PluginDescriptor descriptor, Plugin plugin, List<LoadedComponent> components) {
    try {
      for (Object factory : call(hook, plugin)) {
        register(hook, factory, descriptor, components);
      }
    } catch (PluginRefusal refusal) {
      report(descriptor, refusal);
    }
  }

  private static List<?> call(Hook hook, Plugin plugin) throws PluginRefusal {
    try {
      List<?> factories = hook.list().apply(plugin);
      if (factories != null) {
        return new ArrayList<>(factories);
      }
    } catch (Exception | Error e) {
      throw LoadFailures.of(hook.name() + "()", e, plugin.getClass().getClassLoader());
    }
    throw new PluginRefusal(
        hook.name() + "() of " + plugin.getClass().getName() + " returned null",
        "return an empty list there");
  }

  private void register(
      Hook hook, Object factory, PluginDescriptor descriptor, List<LoadedComponent> components) {
    try {
      LoadedComponent component = check(hook, factory, descriptor);
      LoadedComponent first = byName.putIfAbsent(new Key(hook.type(), component.name()), component);
      if (first != null) {
        throw new PluginRefusal(
            component + " is already offered by plugin \"" + first.plugin().id() + "\"; left out",
            "remove one of the two plugins, or name this one by its class "
                + factory.getClass().getName());
      }
      components.add(component);
    } catch (PluginRefusal refusal) {
      report(descriptor, refusal);
    }
  }

  /**
   * Asks a factory for its name, description and settings.
   *
   * @param element of the hook's list, which may be anything
   * @throws PluginRefusal if something about it is wrong
   */
  static LoadedComponent check(Hook hook, @Nullable Object element, PluginDescriptor descriptor)
      throws PluginRefusal {
    if (!(element instanceof ComponentFactory factory) || !hook.factoryType().isInstance(factory)) {
      throw new PluginRefusal(
          hook.name()
              + "() has an element that is "
              + (element == null ? "null" : "no " + hook.factoryType().getSimpleName())
              + "; left out",
          "tell the plugin's author");
    }
    String className = factory.getClass().getName();
    String name;
    try {
      name = factory.name();
      if (name == null || !name.matches(ComponentFactory.NAME_PATTERN)) {
        throw new PluginRefusal(
            className + " has the name \"" + name + "\", which is not allowed; left out",
            "use lower-case letters, digits and single hyphens");
      }
      if (factory.description() == null || factory.settings() == null) {
        throw new PluginRefusal(
            className + " has no description or no settings (null); left out",
            "return a sentence and SettingsSpec.none()");
      }
    } catch (Exception | Error e) {
      throw LoadFailures.of(className, e, factory.getClass().getClassLoader());
    }
    return new LoadedComponent(hook, name, factory, descriptor);
  }

  private void report(PluginDescriptor descriptor, PluginRefusal refusal) {
    problems.add(
        new PluginProblem(
            descriptor.id(), descriptor.source(), refusal.problem(), refusal.remedy()));
  }
}
