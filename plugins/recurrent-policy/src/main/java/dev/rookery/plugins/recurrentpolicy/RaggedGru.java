package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.PolicyInput;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Embedding and layers of gated recurrent units over sequences of different lengths: each step
 * reads those that are not over yet, so that nothing is computed at padding. libtorch's own layers
 * either compute it or, with packed sequences, take a path that is slower still on a CPU. All is
 * computed in float32.
 *
 * <p>Shapes: B sequences, T greatest length (tokens), H hidden size.
 */
final class RaggedGru {

  /** The tokens lie step by step, the longest sequence first. */
  private static final String PROGRAM =
      """
      def forward(self, tokens: Tensor, table: Tensor, places: Tensor, counts: Tensor, ps: List[Tensor]) -> Tensor:
        B = torch.size(tokens, 0)
        T = torch.size(counts, 0)
        ns = annotate(List[int], [])
        for t in range(T):
          counted = torch.append(ns, int(torch.select(counts, 0, t)))
        x = torch.embedding(TABLE, torch.index_select(torch.flatten(tokens), 0, places))
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

  private final TokenTable table;
  private final String name;
  private final RecurrentOptions options;
  private final boolean readsPrepared;
  private final Products learned;
  private final Products read;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Makes the layers.
   *
   * @param table of the first layer
   * @param name of the recurrent weights
   * @param options of a GRU in one direction
   */
  RaggedGru(Parameters parameters, TokenTable table, String name, RecurrentOptions options) {
    this.table = table;
    this.name = name;
    this.options = options;
    readsPrepared = parameters.precision() == Precision.FLOAT32;
    learned = Products.ofWeights(parameters);
    read = readsPrepared ? Products.ofPrepared(parameters) : Products.ofWeights(parameters);
    learning = program(learned, false, options.dropout());
    reading = program(read, readsPrepared, 0);
  }

  /**
   * A program.
   *
   * @param looksUp whether the table is given to it; else it makes it of the embeddings
   */
  private TorchScript program(Products products, boolean looksUp, double dropout) {
    String looked =
        looksUp || !table.hasProduct() ? "table" : TokenTable.product(products, "table", name);
    StringBuilder layers = new StringBuilder();
    for (int layer = 0; layer < options.layers(); layer++) {
      if (layer > 0 && dropout > 0) {
        layers.append(DROPOUT.formatted(TorchScript.literal(dropout)));
      }
      String input =
          layer == 0 && table.hasProduct()
              ? "x"
              : products.of("x", name + ".weight_ih_l" + layer, name + ".bias_ih_l" + layer);
      String state = products.of("h", name + ".weight_hh_l" + layer, name + ".bias_hh_l" + layer);
      String cell = GruCell.lines(options.hiddenSize(), "inputs[t]", state);
      layers.append(LAYER.replace("INPUT", input).replace("CELL\n", cell.indent(4)));
    }
    return TorchScript.shared(
        "ragged GRU",
        PROGRAM
            .replace("TABLE", looked)
            .replace("LAYERS\n", layers.toString())
            .replace("SIZE", Integer.toString(options.hiddenSize())));
  }

  /**
   * Reads sequences from states of zeros.
   *
   * @return (B, T, H), zero at padding
   */
  NDArray outputs(PolicyInput input) {
    NDArray tokens = input.tokens();
    NDManager manager = tokens.getManager();
    long rows = tokens.getShape().get(0);
    int steps = (int) tokens.getShape().get(1);
    int[] lengths = lengths(input);
    long[] counts = counts(lengths);
    if (counts.length == 0) {
      return manager.zeros(new Shape(rows, steps, options.hiddenSize()));
    }
    NDArray looked = input.training() || !readsPrepared ? table.embeddings() : table.get();
    tokens.setName(null);
    looked.setName(null);
    NDArray places = manager.create(places(lengths, counts, steps));
    NDList arguments = new NDList(tokens, looked, places, manager.create(counts));
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

  /** How many sequences have each step. */
  private static long[] counts(int[] lengths) {
    long[] counts = new long[Arrays.stream(lengths).max().orElse(0)];
    for (int length : lengths) {
      for (int step = 0; step < length; step++) {
        counts[step]++;
      }
    }
    return counts;
  }

  /** Where the tokens lie in an array (B·T), step by step, the longest sequence first. */
  private static long[] places(int[] lengths, long[] counts, int steps) {
    int[] longestFirst =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> -lengths[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] places = new long[(int) Arrays.stream(counts).sum()];
    int n = 0;
    for (int step = 0; step < counts.length; step++) {
      for (int i = 0; i < counts[step]; i++) {
        places[n++] = (long) longestFirst[i] * steps + step;
      }
    }
    return places;
  }
}
