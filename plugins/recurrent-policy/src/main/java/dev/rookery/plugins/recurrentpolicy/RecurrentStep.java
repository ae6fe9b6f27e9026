package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.nn.TorchScript;
import java.util.List;

/**
 * One token of each environment through embedding and recurrent layers, in one call of libtorch, on
 * weights that are packed where that is faster. libtorch's own recurrent layers are made for whole
 * sequences.
 *
 * <p>Shapes: B environments, L layers, H hidden size.
 */
final class RecurrentStep {

  private static final String PROGRAM =
      """
      def forward(self, tokens: Tensor, table: Tensor, ss: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        x = torch.embedding(table, tokens)
        hidden = annotate(List[Tensor], [])
        cells = annotate(List[Tensor], [])
      LAYERS
        states = [x, torch.stack(hidden, 1)]
        if torch.len(cells) > 0:
          added = torch.append(states, torch.stack(cells, 1))
        return states
      """;

  private static final String GRU_LAYER =
      """
        h = torch.select(ss[0], 1, LAYER)
      CELL
        x = h
        added = torch.append(hidden, x)
      """;

  private static final String LSTM_LAYER =
      """
        h = torch.select(ss[0], 1, LAYER)
        c = torch.select(ss[1], 1, LAYER)
        g = torch.add(INPUT, STATE)
        gates = torch.sigmoid(g)
        kept = torch.mul(torch.slice(gates, 1, SIZE, GATES), c)
        new = torch.mul(torch.slice(gates, 1, 0, SIZE), torch.tanh(torch.slice(g, 1, GATES, LAST)))
        cell = torch.add(kept, new)
        x = torch.mul(torch.slice(gates, 1, LAST, END), torch.tanh(cell))
        added = torch.append(hidden, x)
        added = torch.append(cells, cell)
      """;

  private final TokenTable table;
  private final Products products;
  private final TorchScript program;

  /**
   * Makes a step.
   *
   * @param table of the first layer
   * @param name of the recurrent weights
   */
  RecurrentStep(Parameters parameters, TokenTable table, String name, RecurrentOptions options) {
    this.table = table;
    products = Products.ofPrepared(parameters);
    int size = options.hiddenSize();
    String text = options.cell() == Cell.LSTM ? LSTM_LAYER : gruLayer(size);
    StringBuilder layers = new StringBuilder();
    for (int layer = 0; layer < options.layers(); layer++) {
      String input =
          layer == 0 && table.hasProduct()
              ? "x"
              : products.of("x", name + ".weight_ih_l" + layer, name + ".bias_ih_l" + layer);
      String state = products.of("h", name + ".weight_hh_l" + layer, name + ".bias_hh_l" + layer);
      layers.append(
          text.replace("LAYER", Integer.toString(layer))
              .replace("INPUT", input)
              .replace("STATE", state)
              .replace("SIZE", Integer.toString(size))
              .replace("GATES", Integer.toString(2 * size))
              .replace("LAST", Integer.toString(3 * size))
              .replace("END", Integer.toString(4 * size)));
    }
    program = TorchScript.shared("recurrent step", PROGRAM.replace("LAYERS\n", layers.toString()));
  }

  private static String gruLayer(int size) {
    return GRU_LAYER.replace("CELL\n", GruCell.lines(size, "INPUT", "STATE").indent(2));
  }

  /**
   * Reads a token.
   *
   * @param tokens (B) int64
   * @param states hidden, and cell of an LSTM, (B, L, H) each
   * @return the last layer's output, (B, H), and the states after the token
   */
  NDList run(NDArray tokens, List<NDArray> states) {
    NDArray looked = table.get();
    tokens.setName(null);
    looked.setName(null);
    NDList arguments = new NDList(tokens, looked);
    arguments.addAll(TorchScript.list("states", states));
    arguments.addAll(products.operands());
    return program.run(false, arguments);
  }
}
