package dev.rookery.plugins.molecules.score;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;

/** Modifiers as users write them down. */
final class Modifiers {

  private static final Setting<String> MODIFIER =
      Setting.choice(
              "modifier",
              "gaussian",
              "min-gaussian",
              "max-gaussian",
              "clipped",
              "threshold",
              "linear")
          .describedAs("what is made of the score");
  private static final Setting<Double> MU =
      Setting.decimal("mu")
          .optional()
          .describedAs(
              "for the Gaussians: best score; min-gaussian is 1 below it, max-gaussian above");
  private static final Setting<Double> SIGMA =
      Setting.decimal("sigma")
          .optional()
          .above(0)
          .describedAs("for the Gaussians: standard deviation");
  private static final Setting<Double> LOWER =
      Setting.decimal("lower")
          .defaultsTo(0.0)
          .describedAs("for clipped: score that becomes 0; may be above the upper one");
  private static final Setting<Double> UPPER =
      Setting.decimal("upper").optional().describedAs("for clipped: score that becomes 1");
  private static final Setting<Double> LIMIT =
      Setting.decimal("limit")
          .optional()
          .describedAs("for threshold: score from which on the result is 1, and 0 below");
  private static final Setting<Double> SLOPE =
      Setting.decimal("slope").defaultsTo(1.0).describedAs("for linear: factor");
  private static final Setting<Double> INTERCEPT =
      Setting.decimal("intercept").defaultsTo(0.0).describedAs("for linear: what is added");

  private Modifiers() {}

  static SettingsSpec settings() {
    return SettingsSpec.of(MODIFIER, MU, SIGMA, LOWER, UPPER, LIMIT, SLOPE, INTERCEPT);
  }

  /**
   * The modifier of these settings.
   *
   * @throws UserException if it lacks one of its own
   */
  static Modifier read(Settings settings) {
    return switch (settings.get(MODIFIER)) {
      case "gaussian" -> Modifier.gaussian(needed(settings, MU), needed(settings, SIGMA));
      case "min-gaussian" -> Modifier.atMost(needed(settings, MU), needed(settings, SIGMA));
      case "max-gaussian" -> Modifier.atLeast(needed(settings, MU), needed(settings, SIGMA));
      case "clipped" -> clipped(settings.get(LOWER), needed(settings, UPPER));
      case "threshold" -> Modifier.threshold(needed(settings, LIMIT));
      default -> Modifier.linear(settings.get(SLOPE), settings.get(INTERCEPT));
    };
  }

  private static Modifier clipped(double lower, double upper) {
    if (lower == upper) {
      throw new UserException("modifier = clipped needs a lower that differs from upper");
    }
    return Modifier.clipped(lower, upper);
  }

  private static double needed(Settings settings, Setting<Double> setting) {
    return settings
        .find(setting)
        .orElseThrow(
            () ->
                new UserException(
                    "modifier = "
                        + settings.get(MODIFIER)
                        + " needs "
                        + setting.name()
                        + ": "
                        + setting.description()));
  }
}
