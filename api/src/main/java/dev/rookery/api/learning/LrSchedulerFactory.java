package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;

/** Makes a learning-rate scheduler. */
public interface LrSchedulerFactory extends ComponentFactory {

  /**
   * Makes a scheduler.
   *
   * @param learningRate the base rate
   */
  LrScheduler create(Settings settings, double learningRate);
}
