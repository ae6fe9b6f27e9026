package dev.rookery.runtime.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import java.util.Collection;
import java.util.List;

/**
 * Clipping by the global L2 norm: if the norm over all gradients together is above a bound, all of
 * them are scaled so that it becomes the bound (Pascanu et al., 2013, and PyTorch's {@code
 * clip_grad_norm_}).
 *
 * @param maxNorm the bound; 0 or less only measures the norm
 */
public record GradientClipping(double maxNorm) {

  private static final TorchScript CLIP =
      new TorchScript(
          "clip-gradients",
          """
          def forward(self, gradients: List[Tensor], max_norm: Tensor) -> Tensor:
            norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients)))
            bound = float(max_norm)
            if bound > 0.:
              scale = bound / (float(norm) + 1e-6)
              if not (scale >= 1.):
                torch._foreach_mul_(gradients, scale)
            return norm
          """);

  /**
   * Clips the gradients of all weights in training, in place.
   *
   * @return the norm before clipping; not finite if a gradient is not, in which case the gradients
   *     are of no use any more
   */
  public double apply(Parameters parameters) {
    return apply(List.of(parameters));
  }

  /** The same for the weights of several networks together. */
  public double apply(Collection<Parameters> networks) {
    List<NDArray> weights =
        networks.stream().flatMap(network -> network.trainable().values().stream()).toList();
    if (weights.isEmpty()) {
      return 0;
    }
    try (NDManager step = weights.get(0).getManager().newSubManager()) {
      NDList arguments = TorchScript.list("gradients", Gradients.of(weights, step));
      arguments.add(step.newSubManager(Device.cpu()).create(maxNorm));
      return CLIP.run(false, arguments).singletonOrThrow().getFloat();
    }
  }
}
