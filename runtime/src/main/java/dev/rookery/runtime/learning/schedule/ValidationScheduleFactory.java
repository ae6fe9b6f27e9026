package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;

/** The schedules whose rate falls at validations. */
final class ValidationScheduleFactory implements LrSchedulerFactory {

  private static final Setting<Integer> PATIENCE =
      Setting.integer("patience").defaultsTo(3).in("validations").alias("lr-scheduler-patience");

  private interface DecayMaker {
    ValidationDecay make(int patience, double factor);
  }

  private final String name;
  private final String description;
  private final Setting<Integer> patience;
  private final DecayMaker decay;

  private ValidationScheduleFactory(
      String name, String description, Setting<Integer> patience, DecayMaker decay) {
    this.name = name;
    this.description = description;
    this.patience = patience;
    this.decay = decay;
  }

  static ValidationScheduleFactory reduceOnPlateau() {
    return new ValidationScheduleFactory(
        "reduce-on-plateau",
        "the rate falls when validation does not get better any more",
        PATIENCE
            .atLeast(0)
            .describedAs("how many validations in a row may be no better before the rate falls"),
        PlateauDecay::new);
  }

  static ValidationScheduleFactory fixed() {
    return new ValidationScheduleFactory(
        "fixed",
        "the rate falls every few validations",
        PATIENCE.atLeast(1).describedAs("after how many validations the rate falls"),
        FixedDecay::new);
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
        patience,
        ScheduleSettings.DECAY,
        ScheduleSettings.WARMUP_UPDATES,
        ScheduleSettings.WARMUP_RATE);
  }

  @Override
  public LrScheduler create(Settings settings, double learningRate) {
    double factor = settings.get(ScheduleSettings.DECAY);
    if (factor == 1) {
      return new ConstantScheduler(learningRate); // as ParlAI, which skips the warm-up then too
    }
    return new ValidationScheduler(
        learningRate,
        ScheduleSettings.warmUp(settings),
        decay.make(settings.get(patience), factor));
  }
}
