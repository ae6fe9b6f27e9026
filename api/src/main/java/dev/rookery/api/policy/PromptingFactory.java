package dev.rookery.api.policy;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;
import dev.rookery.api.settings.Settings;

/** Makes a {@link Prompting}. */
@Incubating
public interface PromptingFactory extends ComponentFactory {

  /**
   * Makes it.
   *
   * @throws dev.rookery.api.UserException if a setting makes no sense, such as a scaffold that is
   *     no molecule
   */
  Prompting create(Settings settings);
}
