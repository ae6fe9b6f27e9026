package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The weights of one recurrent layer, named as PyTorch names them. */
final class Recurrent {

  private final List<NDArray> weights;
  private final int hiddenSize;

  Recurrent(Parameters parameters, String name, int gates, int inputSize, int hiddenSize) {
    double bound = 1 / Math.sqrt(hiddenSize);
    int rows = gates * hiddenSize;
    this.hiddenSize = hiddenSize;
    weights =
        List.of(
            parameters.uniform(name + ".weight_ih_l0", new Shape(rows, inputSize), bound),
            parameters.uniform(name + ".weight_hh_l0", new Shape(rows, hiddenSize), bound),
            parameters.uniform(name + ".bias_ih_l0", new Shape(rows), bound),
            parameters.uniform(name + ".bias_hh_l0", new Shape(rows), bound));
  }

  /** Runs a script whose last argument is the list of weights. */
  NDList run(TorchScript script, boolean training, NDArray... arguments) {
    NDList all = new NDList(arguments.length + weights.size());
    for (NDArray argument : arguments) {
      argument.setName(null);
      all.add(argument);
    }
    all.addAll(TorchScript.list("weights", weights));
    return script.run(training, all);
  }

  /** A state of zeros, (1, B, H). */
  NDArray zeros(NDArray input) {
    return input.getManager().zeros(new Shape(1, input.getShape().get(0), hiddenSize));
  }

  /**
   * TorchScript that moves each row's padding from its end to its beginning, and back.
   *
   * <p>libtorch's fused recurrent kernels know no lengths, and its packed sequences take the slow
   * path (more than twice the time on a CPU). With the padding in front, the last step of every row
   * is its last token, so the final state is right if padding leaves a zero state at zero. One more
   * input column, 1 at padding, sees to that: its weight drives one gate to the end of its range,
   * where the sigmoid is exactly 0 or 1 (see the {@code hold} in {@link Lstm} and {@link Gru}).
   */
  static String alignment() {
    return """
    def shift(self, x: Tensor, lengths: Tensor, to_right: bool) -> Tuple[Tensor, Tensor]:
      B = torch.size(x, 0)
      T = torch.size(x, 1)
      offset = torch.unsqueeze(torch.sub(lengths, T), 1)
      if to_right:
        signed = offset
      else:
        signed = torch.neg(offset)
      source = torch.add(torch.unsqueeze(torch.arange(T, dtype=4, device=x.device), 0), signed)
      outside = torch.logical_or(torch.lt(source, 0), torch.ge(source, T))
      rows = torch.mul(torch.unsqueeze(torch.arange(B, dtype=4, device=x.device), 1), T)
      flat = torch.reshape(torch.add(torch.clamp(source, 0, T - 1), rows), [B * T])
      moved = torch.index_select(torch.reshape(x, [B * T, torch.size(x, 2)]), 0, flat)
      return (torch.reshape(moved, [B, T, torch.size(x, 2)]), outside)
    def flagged(self, x: Tensor, flags: Tensor) -> Tensor:
      return torch.cat([x, torch.to(torch.unsqueeze(flags, 2), x.dtype)], 2)
    def equal(self, lengths: Tensor, T: int) -> bool:
      return bool(torch.all(torch.eq(lengths, T)))
    """;
  }
}
