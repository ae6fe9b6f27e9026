package dev.rookery.registry;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import java.util.function.Function;

/** A component that an experiment can name, and the plugin that brings it. */
public final class LoadedComponent {

  private final ComponentType type;
  private final String name;
  private final ComponentFactory factory;
  private final PluginDescriptor plugin;

  LoadedComponent(
      ComponentType type, String name, ComponentFactory factory, PluginDescriptor plugin) {
    this.type = type;
    this.name = name;
    this.factory = factory;
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

  /** The factory, for its description and settings. To create something use {@link #create}. */
  public ComponentFactory factory() {
    return factory;
  }

  /**
   * Calls the factory with the plugin's class loader as the thread's context class loader.
   *
   * @param factoryType that belongs to {@link #type}, such as {@code AgentFactory.class}
   * @param call what to do with the factory, such as {@code f -> f.create(context)}
   */
  public <F extends ComponentFactory, R> R create(Class<F> factoryType, Function<F, R> call) {
    return ContextLoader.during(
        factory.getClass().getClassLoader(), () -> call.apply(factoryType.cast(factory)));
  }

  /** The type and the name, such as {@code agent "unigram"}. */
  @Override
  public String toString() {
    return type + " \"" + name + "\"";
  }
}
