package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.Settings;

/** Makes an optimizer. */
public interface OptimizerFactory extends ComponentFactory {

  Optimizer create(Settings settings, Parameters parameters);
}
