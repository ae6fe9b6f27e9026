package dev.rookery.plugins.recurrentpolicy;

/** TorchScript of gated recurrent units (Cho et al. 2014), in PyTorch's order of gates. */
final class GruCell {

  private static final String PROGRAM =
      """
      a = torch.split_with_sizes(INPUT, [GATES, SIZE], 1)
      b = torch.split_with_sizes(STATE, [GATES, SIZE], 1)
      gates = torch.split_with_sizes(torch.sigmoid(torch.add(a[0], b[0])), [SIZE, SIZE], 1)
      new = torch.tanh(torch.addcmul(a[1], gates[0], b[1]))
      h = torch.lerp(new, h, gates[1])
      """;

  private GruCell() {}

  /**
   * A token's way through a layer: the lines that make the next {@code h} of {@code h}, (rows, H).
   *
   * @param size H, the hidden size
   * @param input expression of what the layer takes of its input, (rows, 3 H)
   * @param state expression of what it takes of {@code h}, (rows, 3 H)
   */
  static String lines(int size, String input, String state) {
    return PROGRAM
        .replace("INPUT", input)
        .replace("STATE", state)
        .replace("SIZE", Integer.toString(size))
        .replace("GATES", Integer.toString(2 * size));
  }
}
