package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.settings.Setting;
import java.util.List;

/** Settings that several optimizers share, with ParlAI's defaults. */
final class OptimizerSettings {

  static final Setting<List<Double>> BETAS =
      Setting.decimalList("betas")
          .checked(
              "must be two numbers from 0 up to, but not including, 1",
              betas -> betas.size() == 2 && betas.stream().allMatch(b -> b >= 0 && b < 1))
          .defaultsTo(List.of(0.9, 0.999))
          .describedAs("decay rates of the running means of the gradient and of its square")
          .alias("beta");

  static final Setting<Double> ADAM_EPS =
      Setting.decimal("eps")
          .atLeast(0)
          .defaultsTo(1e-8)
          .describedAs("added to the denominator, so that it is not zero")
          .alias("adam-eps");

  static final Setting<Double> MOMENTUM =
      Setting.decimal("momentum")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("how much of the last change goes into the next one; 0 is none")
          .alias("mom");

  static final Setting<Double> WEIGHT_DECAY =
      Setting.decimal("weight-decay")
          .atLeast(0)
          .defaultsTo(0.0)
          .describedAs("how much of each weight is added to its gradient (L2 penalty)")
          .alias("wdecay");

  private OptimizerSettings() {}
}
