package dev.rookery.api;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;

/** Finds the components that a component's own settings name, such as a learner's optimizer. */
public interface Components {

  /**
   * A factory and the settings to call it with.
   *
   * @param <F> the factory type
   */
  record Found<F extends ComponentFactory>(F factory, Settings settings) {}

  /**
   * Looks a component up and reads its settings.
   *
   * @param type the factory type, such as {@code OptimizerFactory.class}
   * @throws dev.rookery.api.settings.SettingsException if the name or a setting is wrong; says
   *     where and what there is
   */
  <F extends ComponentFactory> Found<F> find(Class<F> type, ComponentRef ref);
}
