package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;

/** The schedules whose rate falls to zero at the end of the run. */
final class FallToZeroFactory implements LrSchedulerFactory {

  private final String name;
  private final String description;
  private final DoubleUnaryOperator shape;

  private FallToZeroFactory(String name, String description, DoubleUnaryOperator shape) {
    this.name = name;
    this.description = description;
    this.shape = shape;
  }

  static FallToZeroFactory cosine() {
    return new FallToZeroFactory(
        "cosine",
        "the rate falls to zero along a quarter of a cosine wave",
        progress -> Math.cos(Math.PI * progress / 2));
  }

  static FallToZeroFactory linear() {
    return new FallToZeroFactory(
        "linear", "the rate falls to zero evenly", progress -> Math.max(0, 1 - progress));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        ScheduleSettings.MAX_LR_STEPS,
        ScheduleSettings.WARMUP_UPDATES,
        ScheduleSettings.WARMUP_RATE);
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate) {
    return create(settings, learningRate, OptionalLong.empty());
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate, OptionalLong maxUpdates) {
    long given = settings.get(ScheduleSettings.MAX_LR_STEPS);
    long end = given > 0 ? given : maxUpdates.orElse(-1);
    if (end <= 0) {
      throw new SettingsException(
          "the "
              + name
              + " schedule must know where it ends: limit the updates of the run, or set "
              + ScheduleSettings.MAX_LR_STEPS);
    }
    WarmUp warmUp = ScheduleSettings.warmUp(settings);
    if (warmUp.updates() >= end) {
      throw new SettingsException(
          "the warm-up ("
              + warmUp.updates()
              + " updates) is not shorter than the "
              + name
              + " schedule ("
              + end
              + " updates, warm-up included): lower "
              + ScheduleSettings.WARMUP_UPDATES);
    }
    double length = end - warmUp.updates();
    return new CurveScheduler(
        learningRate, warmUp, step -> shape.applyAsDouble(step / length), end);
  }
}
