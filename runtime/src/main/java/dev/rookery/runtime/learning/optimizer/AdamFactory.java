package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * <a href="https://arxiv.org/abs/1412.6980">Adam</a>, its variant <a
 * href="https://openreview.net/forum?id=ryQu7f-RZ">AMSGrad</a>, and both with <a
 * href="https://arxiv.org/abs/1711.05101">decoupled weight decay</a>, by libtorch's fused kernels.
 */
final class AdamFactory implements OptimizerFactory {

  private static final Setting<Boolean> AMSGRAD =
      Setting.bool("amsgrad")
          .describedAs("divides by the largest running mean of squares so far, not by the last");

  private static final String MEANS = "exp_avg";
  private static final String SQUARES = "exp_avg_sq";
  private static final String LARGEST_SQUARES = "max_exp_avg_sq";

  private final String name;
  private final String description;
  private final Setting<Boolean> amsgrad;
  private final Setting<Double> weightDecay;
  private final TorchScript plain;
  private final TorchScript withLargest;

  private AdamFactory(
      String name,
      String description,
      Setting<Boolean> amsgrad,
      Setting<Double> weightDecay,
      String kernel) {
    this.name = name;
    this.description = description;
    this.amsgrad = amsgrad;
    this.weightDecay = weightDecay;
    plain = program(name, kernel, false);
    withLargest = program(name + "-amsgrad", kernel, true);
  }

  /** Adam with an L2 penalty; AMSGrad unless switched off, as in ParlAI. */
  static AdamFactory adam() {
    return new AdamFactory(
        "adam",
        "Adam; AMSGrad by default, as in ParlAI",
        AMSGRAD.defaultsTo(true),
        OptimizerSettings.WEIGHT_DECAY,
        "torch._fused_adam_");
  }

  /** Adam with decoupled weight decay. */
  static AdamFactory adamW() {
    return new AdamFactory(
        "adamw",
        "Adam with decoupled weight decay",
        AMSGRAD.defaultsTo(false),
        OptimizerSettings.WEIGHT_DECAY
            .defaultsTo(0.01)
            .describedAs("share of each weight, times the learning rate, taken off at each step"),
        "torch._fused_adamw_");
  }

  private static TorchScript program(String name, String kernel, boolean amsgrad) {
    return new TorchScript(
        name,
        """
        def forward(self, gradients: List[Tensor], weights: List[Tensor], means: List[Tensor],
            squares: List[Tensor], %sstep: Tensor, numbers: Tensor) -> Tensor:
          torch.add_(step, 1)
          none = annotate(List[Tensor], [])
          %s(weights, gradients, means, squares, %s, torch.mul([step], torch.len(weights)),
              lr=float(numbers[0]), beta1=float(numbers[1]), beta2=float(numbers[2]),
              eps=float(numbers[3]), weight_decay=float(numbers[4]), amsgrad=%s, maximize=False)
          return step
        """
            .formatted(
                amsgrad ? "largest: List[Tensor], " : "",
                kernel,
                amsgrad ? "largest" : "none",
                amsgrad ? "True" : "False"));
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
        OptimizerSettings.BETAS, OptimizerSettings.ADAM_EPS, weightDecay, amsgrad);
  }

  @Override
  public Optimizer create(Settings settings, Parameters parameters) {
    boolean largest = settings.get(amsgrad);
    List<String> slots = new ArrayList<>(List.of(MEANS, SQUARES));
    if (largest) {
      slots.add(LARGEST_SQUARES);
    }
    List<Double> constants = new ArrayList<>(settings.get(OptimizerSettings.BETAS));
    constants.add(settings.get(OptimizerSettings.ADAM_EPS));
    constants.add(settings.get(weightDecay));
    return new RuleOptimizer(
        new UpdateRule(largest ? withLargest : plain, slots, constants), parameters);
  }
}
