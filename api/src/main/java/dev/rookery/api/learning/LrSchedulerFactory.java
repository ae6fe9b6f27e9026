package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;
import java.util.OptionalLong;

/** Makes a learning-rate scheduler. */
public interface LrSchedulerFactory extends ComponentFactory {

  /**
   * Makes a scheduler.
   *
   * @param learningRate the base rate
   */
  LrScheduler create(Settings settings, double learningRate);

  /**
   * Makes a scheduler for a run of known length. Schedules that reach their end with the run
   * override this.
   *
   * @param learningRate the base rate
   * @param maxUpdates the limit of updates of the run, if it has one
   */
  default LrScheduler create(Settings settings, double learningRate, OptionalLong maxUpdates) {
    return create(settings, learningRate);
  }
}
