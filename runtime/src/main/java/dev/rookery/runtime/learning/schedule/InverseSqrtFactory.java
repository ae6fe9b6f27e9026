package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.OptionalLong;

/** The rate falls with the inverse square root of the updates. */
final class InverseSqrtFactory implements LrSchedulerFactory {

  private static final Setting<Integer> GAMMA =
      Setting.integer("invsqrt-gamma")
          .atLeast(-1)
          .defaultsTo(-1)
          .in("updates")
          .describedAs(
              "the larger, the slower the rate falls: it is halved after three times as many"
                  + " updates; -1 for as many as the warm-up has")
          .alias("invsqrt-lr-decay-gamma");

  @Override
  public String name() {
    return "inverse-sqrt";
  }

  @Override
  public String description() {
    return "the rate falls with the inverse square root of the updates";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        GAMMA,
        ScheduleSettings.WARMUP_UPDATES,
        ScheduleSettings.WARMUP_RATE,
        ScheduleSettings.MAX_LR_STEPS);
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate) {
    return create(settings, learningRate, OptionalLong.empty());
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate, OptionalLong maxUpdates) {
    WarmUp warmUp = ScheduleSettings.warmUp(settings);
    long gamma = settings.get(GAMMA) > 0 ? settings.get(GAMMA) : warmUp.updates();
    double scale = Math.sqrt((double) Math.max(1, gamma));
    long end = settings.get(ScheduleSettings.MAX_LR_STEPS);
    return new CurveScheduler(
        learningRate,
        warmUp,
        step -> scale / Math.sqrt((double) Math.max(1, gamma + step)),
        end > 0 ? end : maxUpdates.orElse(-1));
  }
}
