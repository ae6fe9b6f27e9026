package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import org.jspecify.annotations.Nullable;

/**
 * Who sees whom, and the positions of tokens. Where gradients are taken they must be made in
 * training mode, else libtorch can't keep them for the way back.
 */
final class Gpt2Masks {

  private static final TorchScript WHOLE =
      new TorchScript(
          "gpt2 masks",
          """
          def forward(self, ids: Tensor, keep: Tensor, starts: Tensor) -> List[Tensor]:
            T = torch.size(ids, 1)
            places = torch.expand(torch.unsqueeze(torch.arange(T, dtype=4, device=ids.device), 0), [torch.size(ids, 0), T])
            positions = places
            hidden = torch.gt(torch.unsqueeze(places, 1), torch.unsqueeze(places, 2))
            mask = torch.zeros([0], device=ids.device)
            if torch.numel(keep) > 0:
              hidden = torch.logical_or(hidden, torch.unsqueeze(torch.logical_not(keep), 1))
            if torch.numel(starts) > 0:
              episode = torch.cumsum(torch.to(starts, 4), 1)
              others = torch.ne(torch.unsqueeze(episode, 1), torch.unsqueeze(episode, 2))
              hidden = torch.logical_or(hidden, others)
              begun, where = torch.cummax(torch.mul(torch.to(starts, 4), places), 1)
              positions = torch.sub(places, begun)
            if torch.numel(keep) + torch.numel(starts) > 0:
              mask = torch.mul(torch.to(torch.unsqueeze(hidden, 1), 6), -1.0e+20)
            return [positions, mask]
          """);

  private static final TorchScript COUNTED =
      new TorchScript(
          "gpt2 positions",
          """
          def forward(self, ids: Tensor, keep: Tensor, first: Tensor) -> Tensor:
            T = torch.size(ids, 1)
            if torch.numel(keep) > 0:
              counted = torch.clamp(torch.sub(torch.cumsum(torch.to(keep, 4), 1), 1), 0)
              positions = torch.slice(counted, 1, torch.size(keep, 1) - T)
            else:
              each = torch.add(torch.arange(T, dtype=4, device=ids.device), first)
              positions = torch.expand(torch.unsqueeze(each, 0), [torch.size(ids, 0), T])
            return positions
          """);

  private Gpt2Masks() {}

  /**
   * Of whole rows.
   *
   * @param ids (B, T)
   * @param keep (B, T) bool, false at padding; null if there is none
   * @param starts (B, T) bool, true where an episode begins; null if only rows begin
   * @return positions (B, T) that count from the start of an episode; an additive mask (B, 1, T,
   *     T), or no numbers where each token sees those before
   */
  static NDList whole(
      NDArray ids, @Nullable NDArray keep, @Nullable NDArray starts, boolean training) {
    return WHOLE.run(training, ids, orNone(keep, ids), orNone(starts, ids));
  }

  /**
   * Positions that leave padding out.
   *
   * @param ids (B, T)
   * @param keep (B, first + T) bool, false at padding; null if there is none
   * @param first number of tokens before
   * @return (B, T)
   */
  static NDArray counted(NDArray ids, @Nullable NDArray keep, long first, boolean training) {
    try (NDArray before = ids.getManager().create(first)) {
      return COUNTED.run(training, ids, orNone(keep, ids), before).singletonOrThrow();
    }
  }

  /** An array without numbers where there is none. */
  static NDArray orNone(@Nullable NDArray array, NDArray beside) {
    return array == null ? beside.getManager().zeros(new Shape(0), DataType.BOOLEAN) : array;
  }
}
