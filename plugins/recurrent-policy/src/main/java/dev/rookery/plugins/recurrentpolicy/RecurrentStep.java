package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.nn.TorchScript;
import java.util.ArrayList;
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
        a = IN
        b = STATE
        gates = torch.sigmoid(torch.add(torch.slice(a, 1, 0, GATES), torch.slice(b, 1, 0, GATES)))
        reset = torch.slice(gates, 1, 0, SIZE)
        update = torch.slice(gates, 1, SIZE, GATES)
        new = torch.tanh(torch.add(torch.slice(a, 1, GATES, LAST), torch.mul(reset, torch.slice(b, 1, GATES, LAST))))
        x = torch.add(new, torch.mul(update, torch.sub(h, new)))
        added = torch.append(hidden, x)
      """;

  private static final String LSTM_LAYER =
      """
        h = torch.select(ss[0], 1, LAYER)
        c = torch.select(ss[1], 1, LAYER)
        a = IN
        b = STATE
        g = torch.add(a, b)
        gates = torch.sigmoid(g)
        kept = torch.mul(torch.slice(gates, 1, SIZE, GATES), c)
        new = torch.mul(torch.slice(gates, 1, 0, SIZE), torch.tanh(torch.slice(g, 1, GATES, LAST)))
        cell = torch.add(kept, new)
        x = torch.mul(torch.slice(gates, 1, LAST, END), torch.tanh(cell))
        added = torch.append(hidden, x)
        added = torch.append(cells, cell)
      """;

  private final Parameters parameters;
  private final NDArray table;
  private final List<NDArray> weights = new ArrayList<>();
  private final TorchScript program;

  /**
   * Makes a step.
   *
   * @param table embeddings, (V, I)
   * @param name of the recurrent weights
   */
  RecurrentStep(Parameters parameters, NDArray table, String name, RecurrentOptions options) {
    this.parameters = parameters;
    this.table = table;
    StringBuilder layers = new StringBuilder();
    boolean isLstm = options.cell() == Cell.LSTM;
    int size = options.hiddenSize();
    for (int layer = 0; layer < options.layers(); layer++) {
      for (String part : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
        weights.add(parameters.get(name + "." + part + "_l" + layer));
      }
      int first = 4 * layer;
      layers.append(
          (isLstm ? LSTM_LAYER : GRU_LAYER)
              .replace("LAYER", Integer.toString(layer))
              .replace("IN", product("x", first))
              .replace("STATE", product("h", first + 1))
              .replace("SIZE", Integer.toString(size))
              .replace("GATES", Integer.toString(2 * size))
              .replace("LAST", Integer.toString(3 * size))
              .replace("END", Integer.toString(4 * size)));
    }
    program = TorchScript.shared("recurrent step", PROGRAM.replace("LAYERS\n", layers.toString()));
  }

  private String product(String x, int weight) {
    boolean asStored = isAsStored(weights.get(weight));
    String text = parameters.product(x, "ps[" + weight + "]", "ps[" + (weight + 2) + "]", asStored);
    return "torch.to(" + text + ", 6)";
  }

  private boolean isAsStored(NDArray weight) {
    return parameters.isBestAsStored(weight.size());
  }

  /**
   * Reads a token.
   *
   * @param tokens (B) int64
   * @param states hidden, and cell of an LSTM, (B, L, H) each
   * @return the last layer's output, (B, H), and the states after the token
   */
  NDList run(NDArray tokens, List<NDArray> states) {
    tokens.setName(null);
    table.setName(null);
    NDList arguments = new NDList(tokens, table);
    arguments.addAll(TorchScript.list("states", states));
    List<NDArray> operands =
        weights.stream().map(weight -> parameters.operand(weight, isAsStored(weight))).toList();
    arguments.addAll(TorchScript.list("weights", operands));
    return program.run(false, arguments);
  }
}
