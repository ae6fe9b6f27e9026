package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;

/** <a href="https://jmlr.org/papers/v12/duchi11a.html">Adagrad</a>. */
final class AdagradFactory implements OptimizerFactory {

  private static final Setting<Double> EPS = OptimizerSettings.ADAM_EPS.alias().defaultsTo(1e-10);

  // libtorch has a fused kernel too, but only for the CPU.
  private static final TorchScript PROGRAM =
      new TorchScript(
          "adagrad",
          """
          def forward(self, gradients: List[Tensor], weights: List[Tensor], sums: List[Tensor],
              step: Tensor, numbers: Tensor) -> Tensor:
            torch.add_(step, 1)
            decay = float(numbers[2])
            slopes = gradients
            if decay > 0.:
              slopes = torch._foreach_add(gradients, weights, alpha=decay)
            torch._foreach_addcmul_(sums, slopes, slopes, 1.)
            divisors = torch._foreach_sqrt(sums)
            torch._foreach_add_(divisors, float(numbers[1]))
            torch._foreach_addcdiv_(weights, slopes, divisors, -float(numbers[0]))
            return step
          """);

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public String description() {
    return "Adagrad: each number has its own rate, which falls with its gradients so far";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(EPS, OptimizerSettings.WEIGHT_DECAY);
  }

  @Override
  public Optimizer create(Settings settings, Parameters parameters) {
    List<Double> constants =
        List.of(settings.get(EPS), settings.get(OptimizerSettings.WEIGHT_DECAY));
    return new RuleOptimizer(new UpdateRule(PROGRAM, List.of("sum"), constants), parameters);
  }
}
