package dev.rookery.registry;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;

/** A component that an experiment can name, and the plugin that brings it. */
public final class LoadedComponent {

  private final ComponentType type;
  private final String name;
  private final ComponentFactory factory;
  private final PluginDescriptor plugin;

  LoadedComponent(Hook hook, String name, ComponentFactory factory, PluginDescriptor plugin) {
    this.type = hook.type();
    this.name = name;
    this.factory = InPluginLoader.wrap(hook.factoryType(), factory);
    this.plugin = plugin;
  }

  public ComponentType type() {
    return type;
  }

  public String name() {
    return name;
  }

  public PluginDescriptor plugin() {
    return plugin;
  }

  /**
   * The factory. Whatever is called on it runs with the plugin's class loader as the thread's
   * context class loader, so its class is not the plugin's; see {@link #className}.
   */
  public ComponentFactory factory() {
    return factory;
  }

  /** The full name of the factory's class in the plugin. */
  public String className() {
    return classNameOf(factory);
  }

  /** The full name of a factory's own class, whether it came from here or not. */
  public static String classNameOf(ComponentFactory factory) {
    return InPluginLoader.unwrap(factory).getClass().getName();
  }

  /** The type and the name, such as {@code agent "unigram"}. */
  @Override
  public String toString() {
    return type + " \"" + name + "\"";
  }
}
