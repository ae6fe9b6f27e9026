package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.settings.Settings;

/** No schedule, and no warm-up either. */
final class NoScheduleFactory implements LrSchedulerFactory {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public String description() {
    return "the base rate throughout, without a warm-up";
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate) {
    return new ConstantScheduler(learningRate);
  }
}
