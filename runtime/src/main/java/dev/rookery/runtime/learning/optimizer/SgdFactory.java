package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;

/** Stochastic gradient descent, plain or with (Nesterov's) momentum. */
final class SgdFactory implements OptimizerFactory {

  private static final Setting<Boolean> NESTEROV =
      Setting.bool("nesterov")
          .defaultsTo(true)
          .describedAs("whether momentum, where it is above 0, is Nesterov's");

  // A momentum buffer that starts at zero gives what PyTorch's, which starts as a copy of the first
  // gradient, gives: without dampening the two are the same.
  private static final TorchScript PLAIN = program("", "annotate(List[Tensor], [])");
  private static final TorchScript WITH_MOMENTUM = program("buffers: List[Tensor], ", "buffers");

  private static TorchScript program(String parameter, String buffers) {
    return new TorchScript(
        "sgd",
        """
        def forward(self, gradients: List[Tensor], weights: List[Tensor],
            %sstep: Tensor, numbers: Tensor) -> Tensor:
          torch.add_(step, 1)
          buffers_or_none = %s
          torch._fused_sgd_(weights, gradients, buffers_or_none, lr=float(numbers[0]),
              momentum=float(numbers[1]), weight_decay=float(numbers[2]), dampening=0.,
              nesterov=bool(float(numbers[3]) > 0.), maximize=False, is_first_step=False)
          return step
        """
            .formatted(parameter, buffers));
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public String description() {
    return "stochastic gradient descent, plain or with momentum";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(OptimizerSettings.MOMENTUM, NESTEROV, OptimizerSettings.WEIGHT_DECAY);
  }

  @Override
  public Optimizer create(Settings settings, Parameters parameters) {
    double momentum = settings.get(OptimizerSettings.MOMENTUM);
    boolean nesterov = momentum > 0 && settings.get(NESTEROV);
    List<Double> constants =
        List.of(momentum, settings.get(OptimizerSettings.WEIGHT_DECAY), nesterov ? 1.0 : 0.0);
    UpdateRule rule =
        momentum > 0
            ? new UpdateRule(WITH_MOMENTUM, List.of("momentum_buffer"), constants)
            : new UpdateRule(PLAIN, List.of(), constants);
    return new RuleOptimizer(rule, parameters);
  }
}
