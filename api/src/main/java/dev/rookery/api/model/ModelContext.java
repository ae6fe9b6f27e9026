package dev.rookery.api.model;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;

/** What a model is made from. */
public interface ModelContext {

  /** The model's own settings, {@code agent.model-options}. */
  Settings settings();

  Dictionary dictionary();

  /** Where weights live. The model's {@link dev.rookery.api.nn.Parameters} make a child of it. */
  NDManager manager();

  /** In which numbers the model shall compute, to be handed on to its parameters. */
  default Precision precision() {
    return Precision.FLOAT32;
  }

  /** Seed of the weights' initial values and of dropout. */
  long seed();
}
