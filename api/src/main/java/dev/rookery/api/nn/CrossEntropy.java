package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** The negative log-probability of target classes, fused with the softmax. */
public final class CrossEntropy {

  private static final TorchScript PER_TARGET =
      new TorchScript(
          "cross entropy",
          """
          def forward(self, logits: Tensor, targets: Tensor, ignored: Tensor) -> Tuple[Tensor, Tensor]:
            losses = torch.cross_entropy_loss(torch.to(logits, 6), targets, None, 0, int(ignored))
            return (losses, torch.argmax(logits, 1))
          """);

  private CrossEntropy() {}

  /**
   * Losses and predictions.
   *
   * @param losses (N) float32, natural logarithm, 0 where the target is ignored
   * @param predictions (N) int64, the class with the highest logit
   */
  public record Result(NDArray losses, NDArray predictions) {}

  /**
   * Computes the loss of each target, not summed.
   *
   * @param logits (N, V), in any precision; the loss is computed in float32
   * @param targets (N) int64
   * @param ignoredTarget the target that costs nothing, such as padding; -100 for none
   * @return arrays attached to the manager of {@code logits}
   */
  public static Result of(NDArray logits, NDArray targets, long ignoredTarget, boolean training) {
    try (NDArray ignored = logits.getManager().create(ignoredTarget)) {
      NDList result = PER_TARGET.run(training, logits, targets, ignored);
      return new Result(result.get(0), result.get(1));
    }
  }
}
