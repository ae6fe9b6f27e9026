package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.PolicyInput;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Embedding and layers of gated recurrent units (Cho et al. 2014) over sequences of different
 * lengths: each step reads those that are not over yet, so that nothing is computed at padding.
 * libtorch's own layers either compute it or, with packed sequences, take a path that is slower
 * still on a CPU.
 *
 * <p>Shapes: B sequences, T greatest length (tokens), N tokens of all sequences together, H hidden
 * size.
 */
final class RaggedGru {

  private static final String CELL =
      """
      a = torch.split_with_sizes(INPUT, [GATES, SIZE], 1)
      b = torch.split_with_sizes(STATE, [GATES, SIZE], 1)
      gates = torch.split_with_sizes(torch.sigmoid(torch.add(a[0], b[0])), [SIZE, SIZE], 1)
      new = torch.tanh(torch.addcmul(a[1], gates[0], b[1]))
      h = torch.lerp(new, h, gates[1])
      """;

  /** The tokens lie step by step, the longest sequence first. */
  private static final String PROGRAM =
      """
      def forward(self, tokens: Tensor, table: Tensor, places: Tensor, counts: Tensor, ps: List[Tensor]) -> Tensor:
        B = torch.size(tokens, 0)
        T = torch.size(counts, 0)
        ns = annotate(List[int], [])
        for t in range(T):
          counted = torch.append(ns, int(torch.select(counts, 0, t)))
        x = torch.embedding(table, torch.index_select(torch.flatten(tokens), 0, places))
      LAYERS
        whole = torch.zeros([B * torch.size(tokens, 1), SIZE], dtype=x.dtype, device=x.device)
        return torch.reshape(torch.index_copy(whole, 0, places, x), [B, torch.size(tokens, 1), SIZE])
      """;

  private static final String LAYER =
      """
        inputs = torch.split_with_sizes(INPUT, ns, 0)
        h = torch.zeros([ns[0], SIZE], dtype=x.dtype, device=x.device)
        outputs = annotate(List[Tensor], [])
        for t in range(T):
          if torch.size(h, 0) > ns[t]:
            h = torch.slice(h, 0, 0, ns[t])
      CELL
          added = torch.append(outputs, h)
        x = torch.cat(outputs, 0)
      """;

  private static final String DROPOUT = "  x = torch.dropout(x, %s, True)\n";

  private final NDArray embeddings;
  private final TokenTable table;
  private final Products learned;
  private final Products read;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Makes the layers.
   *
   * @param embeddings (V, I)
   * @param table of the first layer
   * @param name of the recurrent weights
   */
  RaggedGru(
      Parameters parameters,
      NDArray embeddings,
      TokenTable table,
      String name,
      RecurrentOptions options) {
    this.embeddings = embeddings;
    this.table = table;
    learned = new Products(parameters, true);
    read = new Products(parameters, false);
    learning = program(learned, false, name, options, options.dropout());
    reading = program(read, table.hasProduct(), name, options, 0);
  }

  private static TorchScript program(
      Products products,
      boolean hasFirstProduct,
      String name,
      RecurrentOptions options,
      double dropout) {
    int size = options.hiddenSize();
    StringBuilder layers = new StringBuilder();
    for (int layer = 0; layer < options.layers(); layer++) {
      if (layer > 0 && dropout > 0) {
        layers.append(DROPOUT.formatted(TorchScript.literal(dropout)));
      }
      String input =
          layer == 0 && hasFirstProduct
              ? "x"
              : products.of("x", name + ".weight_ih_l" + layer, name + ".bias_ih_l" + layer);
      String state = products.of("h", name + ".weight_hh_l" + layer, name + ".bias_hh_l" + layer);
      layers.append(
          LAYER
              .replace("INPUT", input)
              .replace("CELL\n", cell(size, "inputs[t]", state).indent(4))
              .replace("SIZE", Integer.toString(size)));
    }
    return TorchScript.shared(
        "ragged GRU",
        PROGRAM.replace("LAYERS\n", layers.toString()).replace("SIZE", Integer.toString(size)));
  }

  /**
   * TorchScript of a token's way through a layer: from {@code h} to the next {@code h}.
   *
   * @param input expression of what the layer takes of its input, (B, 3 H)
   * @param state expression of what it takes of {@code h}, (B, 3 H)
   */
  static String cell(int size, String input, String state) {
    return CELL.replace("INPUT", input)
        .replace("STATE", state)
        .replace("SIZE", Integer.toString(size))
        .replace("GATES", Integer.toString(2 * size));
  }

  /**
   * Reads sequences from states of zeros.
   *
   * @return (B, T, H), zero at padding
   */
  NDArray outputs(PolicyInput input) {
    NDArray tokens = input.tokens();
    NDManager manager = tokens.getManager();
    int steps = (int) tokens.getShape().get(1);
    int[] lengths = lengths(input);
    int[] longestFirst =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparing(row -> -lengths[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] counts =
        IntStream.range(0, Arrays.stream(lengths).max().orElse(0))
            .mapToLong(step -> Arrays.stream(lengths).filter(length -> length > step).count())
            .toArray();
    long[] places =
        IntStream.range(0, counts.length)
            .boxed()
            .flatMapToLong(
                step ->
                    Arrays.stream(longestFirst)
                        .limit(counts[step])
                        .mapToLong(row -> (long) row * steps + step))
            .toArray();
    NDArray looked = input.training() ? embeddings : table.get();
    tokens.setName(null);
    looked.setName(null);
    NDList arguments = new NDList(tokens, looked, manager.create(places), manager.create(counts));
    arguments.addAll((input.training() ? learned : read).operands());
    return (input.training() ? learning : reading)
        .run(input.training(), arguments)
        .singletonOrThrow();
  }

  private static int[] lengths(PolicyInput input) {
    int rows = (int) input.tokens().getShape().get(0);
    int steps = (int) input.tokens().getShape().get(1);
    int[] lengths = new int[rows];
    if (input.mask() == null) {
      Arrays.fill(lengths, steps);
      return lengths;
    }
    boolean[] mask = input.mask().toBooleanArray();
    for (int row = 0; row < rows; row++) {
      while (lengths[row] < steps && mask[row * steps + lengths[row]]) {
        lengths[row]++;
      }
    }
    return lengths;
  }
}
