package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;

/** Settings that several schedules share, with ParlAI's defaults. */
final class ScheduleSettings {

  static final Setting<Integer> WARMUP_UPDATES =
      Setting.integer("warmup-updates")
          .atLeast(-1)
          .defaultsTo(0)
          .in("updates")
          .describedAs("over how many updates the rate rises to its base; 0 or -1 for none");

  static final Setting<Double> WARMUP_RATE =
      Setting.decimal("warmup-rate")
          .atLeast(0)
          .defaultsTo(1e-4)
          .describedAs("what the base rate is multiplied by at the start of the warm-up");

  static final Setting<Double> DECAY =
      Setting.decimal("decay")
          .above(0)
          .within(0, 1)
          .defaultsTo(0.5)
          .describedAs("what the rate is multiplied by when it falls; 1 switches the schedule off")
          .alias("lr-scheduler-decay");

  static final Setting<Integer> MAX_LR_STEPS =
      Setting.integer("max-lr-steps")
          .atLeast(-1)
          .defaultsTo(-1)
          .in("updates")
          .describedAs(
              "after how many updates, warm-up included, the schedule ends and training stops;"
                  + " -1 for the run's own limit of updates");

  private ScheduleSettings() {}

  static WarmUp warmUp(Settings settings) {
    return new WarmUp(Math.max(0, settings.get(WARMUP_UPDATES)), settings.get(WARMUP_RATE));
  }
}
