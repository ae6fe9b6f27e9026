package dev.rookery.api.model;

import dev.rookery.api.ComponentFactory;

/** Makes an encoder-decoder model. */
public interface GeneratorModelFactory extends ComponentFactory {

  /**
   * Makes the model with random weights; saved weights are loaded afterwards into its {@link
   * GeneratorModel#parameters} by name.
   */
  GeneratorModel create(ModelContext context);
}
