package dev.rookery.registry;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds factories by their full class name in the class loaders of the plugins. */
final class ClassNameLookup {

  private final List<LoadedPlugin> plugins;
  private final Map<String, LoadedComponent> made = new HashMap<>();

  ClassNameLookup(List<LoadedPlugin> plugins) {
    this.plugins = plugins;
  }

  /**
   * Looks in one plugin after the other.
   *
   * @throws UserException if there is such a class but it can't serve
   */
  synchronized Optional<LoadedComponent> find(ComponentType type, String className) {
    LoadedComponent known = made.get(type + " " + className);
    if (known != null) {
      return Optional.of(known);
    }
    for (LoadedPlugin plugin : plugins) {
      try {
        Class<?> found = Class.forName(className, false, plugin.loader());
        LoadedComponent component =
            ContextLoader.during(plugin.loader(), () -> make(type, found, plugin));
        made.put(type + " " + className, component);
        return Optional.of(component);
      } catch (ClassNotFoundException e) {
        // Another plugin may have it.
      } catch (PluginRefusal refusal) {
        throw new UserException(
            "plugin \"" + plugin.id() + "\": " + refusal.problem() + "; " + refusal.remedy());
      } catch (LinkageError e) {
        PluginRefusal refusal = LoadFailures.of(className, e, plugin.loader());
        throw new UserException(
            "plugin \"" + plugin.id() + "\": " + refusal.problem() + "; " + refusal.remedy(), e);
      }
    }
    return Optional.empty();
  }

  private static LoadedComponent make(ComponentType type, Class<?> found, LoadedPlugin plugin)
      throws PluginRefusal {
    for (LoadedComponent component : plugin.components(type)) {
      if (component.className().equals(found.getName())) {
        return component;
      }
    }
    Hook hook = Hook.ALL.stream().filter(h -> h.type() == type).findFirst().orElseThrow();
    if (!hook.factoryType().isAssignableFrom(found)) {
      throw new PluginRefusal(
          found.getName() + " is no " + hook.factoryType().getSimpleName(),
          "name a class that implements " + hook.factoryType().getName());
    }
    try {
      ComponentFactory factory = (ComponentFactory) found.getDeclaredConstructor().newInstance();
      return ComponentCollector.check(hook, factory, plugin.descriptor());
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new PluginRefusal(
          found.getName() + " can't be created",
          "make it a public class with a public constructor without arguments");
    } catch (ReflectiveOperationException e) {
      throw LoadFailures.of(found.getName(), e, plugin.loader());
    }
  }
}
