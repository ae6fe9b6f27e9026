package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.ArrayList;
import java.util.List;

/** <a href="https://arxiv.org/abs/1412.6980">Adamax</a>: Adam with the infinity norm. */
final class AdamaxFactory implements OptimizerFactory {

  private static final TorchScript PROGRAM =
      new TorchScript(
          "adamax",
          """
          def forward(self, gradients: List[Tensor], weights: List[Tensor], means: List[Tensor],
              norms: List[Tensor], step: Tensor, numbers: Tensor) -> Tensor:
            torch.add_(step, 1)
            beta1 = float(numbers[1])
            decay = float(numbers[4])
            slopes = gradients
            if decay > 0.:
              slopes = torch._foreach_add(gradients, weights, alpha=decay)
            torch._foreach_lerp_(means, slopes, 1. - beta1)
            torch._foreach_mul_(norms, float(numbers[2]))
            sizes = torch._foreach_abs(slopes)
            torch._foreach_add_(sizes, float(numbers[3]))
            torch._foreach_maximum_(norms, sizes)
            correction = 1. - beta1 ** float(step)
            torch._foreach_addcdiv_(weights, means, norms, -float(numbers[0]) / correction)
            return step
          """);

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public String description() {
    return "Adamax: Adam with the infinity norm";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        OptimizerSettings.BETAS, OptimizerSettings.ADAM_EPS, OptimizerSettings.WEIGHT_DECAY);
  }

  @Override
  public Optimizer create(Settings settings, Parameters parameters) {
    List<Double> constants = new ArrayList<>(settings.get(OptimizerSettings.BETAS));
    constants.add(settings.get(OptimizerSettings.ADAM_EPS));
    constants.add(settings.get(OptimizerSettings.WEIGHT_DECAY));
    return new RuleOptimizer(
        new UpdateRule(PROGRAM, List.of("exp_avg", "exp_inf"), constants), parameters);
  }
}
