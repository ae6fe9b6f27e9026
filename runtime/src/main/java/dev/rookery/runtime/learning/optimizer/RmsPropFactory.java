package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;

/** RMSprop (Hinton's lecture 6e), plain or with momentum. */
final class RmsPropFactory implements OptimizerFactory {

  private static final Setting<Double> ALPHA =
      Setting.decimal("alpha")
          .within(0, 1)
          .defaultsTo(0.99)
          .describedAs("decay rate of the running mean of squared gradients");

  private static final Setting<Double> EPS = OptimizerSettings.ADAM_EPS.alias();

  private static final TorchScript PLAIN =
      program(
          "",
          """
            torch._foreach_addcdiv_(weights, slopes, divisors, -float(numbers[0]))
          """);

  private static final TorchScript WITH_MOMENTUM =
      program(
          "buffers: List[Tensor], ",
          """
            torch._foreach_mul_(buffers, float(numbers[4]))
            torch._foreach_addcdiv_(buffers, slopes, divisors, 1.)
            torch._foreach_add_(weights, buffers, alpha=-float(numbers[0]))
          """);

  private static TorchScript program(String parameter, String update) {
    return new TorchScript(
        "rmsprop",
        """
        def forward(self, gradients: List[Tensor], weights: List[Tensor],
            squares: List[Tensor], %sstep: Tensor, numbers: Tensor) -> Tensor:
          torch.add_(step, 1)
          decay = float(numbers[3])
          slopes = gradients
          if decay > 0.:
            slopes = torch._foreach_add(gradients, weights, alpha=decay)
          alpha = float(numbers[1])
          torch._foreach_mul_(squares, alpha)
          torch._foreach_addcmul_(squares, slopes, slopes, 1. - alpha)
          divisors = torch._foreach_sqrt(squares)
          torch._foreach_add_(divisors, float(numbers[2]))
        %s  return step
        """
            .formatted(parameter, update));
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public String description() {
    return "RMSprop, plain or with momentum";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(ALPHA, EPS, OptimizerSettings.WEIGHT_DECAY, OptimizerSettings.MOMENTUM);
  }

  @Override
  public Optimizer create(Settings settings, Parameters parameters) {
    double momentum = settings.get(OptimizerSettings.MOMENTUM);
    List<Double> constants =
        List.of(
            settings.get(ALPHA),
            settings.get(EPS),
            settings.get(OptimizerSettings.WEIGHT_DECAY),
            momentum);
    UpdateRule rule =
        momentum > 0
            ? new UpdateRule(WITH_MOMENTUM, List.of("square_avg", "momentum_buffer"), constants)
            : new UpdateRule(PLAIN, List.of("square_avg"), constants);
    return new RuleOptimizer(rule, parameters);
  }
}
