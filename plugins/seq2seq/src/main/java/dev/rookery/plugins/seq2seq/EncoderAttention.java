package dev.rookery.plugins.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder's look at the encoder's vectors (<a href="https://arxiv.org/abs/1508.04025">Luong et
 * al. 2015</a>). What depends on the context alone is computed once a reply.
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H hidden size, D directions of the
 * encoder, I size of the vectors that are changed (embeddings before the recurrent layers, else H).
 */
final class EncoderAttention {

  /** Keys (B, S, H) to multiply or add the decoder's state to, values, and where padding is. */
  private static final String REMEMBER =
      """
      def forward(self, values: Tensor, lengths: Tensor, ps: List[Tensor]) -> List[Tensor]:
        positions = torch.unsqueeze(torch.arange(torch.size(values, 1), dtype=4, device=values.device), 0)
        outside = torch.unsqueeze(torch.ge(positions, torch.unsqueeze(lengths, 1)), 1)
        return [values, KEYS, outside]
      """;

  /** The values of each row's last LENGTH tokens. */
  private static final String REMEMBER_LAST =
      """
      def forward(self, values: Tensor, lengths: Tensor, ps: List[Tensor]) -> List[Tensor]:
        B = torch.size(values, 0)
        S = torch.size(values, 1)
        width = torch.size(values, 2)
        last = values
        if S > LENGTH:
          first = torch.unsqueeze(torch.clamp(torch.sub(lengths, LENGTH), 0), 1)
          offsets = torch.unsqueeze(torch.arange(LENGTH, dtype=4, device=values.device), 0)
          rows = torch.mul(torch.unsqueeze(torch.arange(B, dtype=4, device=values.device), 1), S)
          places = torch.reshape(torch.add(torch.add(first, offsets), rows), [B * LENGTH])
          picked = torch.index_select(torch.reshape(values, [B * S, width]), 0, places)
          last = torch.reshape(picked, [B, LENGTH, width])
        return [last]
      """;

  /** The values at the last LENGTH places of the batch, zero where a row is over. */
  private static final String REMEMBER_LAST_OF_BATCH =
      """
      def forward(self, values: Tensor, lengths: Tensor, ps: List[Tensor]) -> List[Tensor]:
        first = max(torch.size(values, 1) - LENGTH, 0)
        return [torch.slice(values, 1, first)]
      """;

  private static final String ATTEND =
      """
      def forward(self, x: Tensor, states: Tensor, ms: List[Tensor], ps: List[Tensor]) -> Tensor:
        q = QUERY
        values = ms[0]
        WEIGHTS
        seen = torch.expand(torch.bmm(weights, values), [-1, torch.size(x, 1), -1])
        return torch.tanh(torch.linear(torch.cat([x, seen], 2), ps[0]))
      """;

  private static final String BY_PRODUCT =
      """
        scores = torch.bmm(q, torch.transpose(ms[1], 1, 2))
        weights = torch.softmax(torch.masked_fill(scores, ms[2], -1.0e+20), 2)
      """;

  // One token after the other: all at once would need room for (B, T, S, H).
  private static final String BY_SUM =
      """
        wide = torch.size(values, 2)
        mapped = torch.linear(q, torch.slice(ps[1], 1, wide, wide + torch.size(q, 2)))
        columns = annotate(List[Tensor], [])
        for t in range(torch.size(q, 1)):
          sums = torch.add(ms[1], torch.slice(mapped, 1, t, t + 1))
          added = torch.append(columns, torch.linear(torch.tanh(sums), ps[2]))
        scores = torch.transpose(torch.cat(columns, 2), 1, 2)
        weights = torch.softmax(torch.masked_fill(scores, ms[2], -1.0e+20), 2)
      """;

  // Weights belong to places in the window, whatever is there; beyond a short context is zero.
  private static final String BY_PLACE =
      """
        both = torch.cat([x, torch.expand(q, [-1, torch.size(x, 1), -1])], 2)
        places = torch.softmax(torch.linear(both, ps[1]), 2)
        weights = torch.slice(places, 2, 0, torch.size(values, 1))
      """;

  private final List<NDArray> weights = new ArrayList<>();
  private final TorchScript remember;
  private final TorchScript attend;

  /**
   * Makes the layer for a kind of attention that is not "none".
   *
   * @param name weights are called {@code <name>.attn_combine.weight} and so on
   */
  EncoderAttention(Parameters parameters, String name, Settings settings) {
    String kind = settings.get(Seq2seqFactory.ATTENTION);
    boolean before = settings.get(Seq2seqFactory.ATTENTION_TIME).equals("pre");
    int hidden = settings.get(Seq2seqFactory.HIDDEN_SIZE);
    int values = hidden * (settings.get(Seq2seqFactory.BIDIRECTIONAL) ? 2 : 1);
    int length = settings.get(Seq2seqFactory.ATTENTION_LENGTH);
    int input = before ? settings.get(Seq2seqFactory.EMBEDDING_SIZE) : hidden;
    add(parameters, name + ".attn_combine.weight", input, values + input);
    switch (kind) {
      case "concat" -> {
        add(parameters, name + ".attn.weight", hidden, values + hidden);
        add(parameters, name + ".attn_v.weight", 1, hidden);
      }
      case "general" -> add(parameters, name + ".attn.weight", values, hidden);
      case "local" -> add(parameters, name + ".attn.weight", length, hidden + input);
      default -> {} // a plain product needs no weights
    }
    remember =
        TorchScript.shared(
            "attention memory",
            kind.equals("local")
                ? (settings.get(Seq2seqFactory.WINDOW_OF_BATCH)
                        ? REMEMBER_LAST_OF_BATCH
                        : REMEMBER_LAST)
                    .replace("LENGTH", Integer.toString(length))
                : REMEMBER.replace("KEYS", keys(kind, hidden, values)));
    String query = before ? "torch.unsqueeze(torch.select(states, 0, -1), 1)" : "x";
    attend =
        TorchScript.shared(
            kind + " attention",
            ATTEND.replace("QUERY", query).replace("  WEIGHTS\n", weights(kind)));
  }

  private void add(Parameters parameters, String name, int outputSize, int inputSize) {
    weights.add(
        parameters.uniform(name, new Shape(outputSize, inputSize), 1 / Math.sqrt(inputSize)));
  }

  private static String keys(String kind, int hidden, int values) {
    return switch (kind) {
      case "concat" -> "torch.linear(values, torch.slice(ps[1], 1, 0, %d))".formatted(values);
      case "general" -> "torch.matmul(values, ps[1])";
      // ParlAI sets the state beside itself to multiply it with both directions.
      default ->
          values == hidden
              ? "values"
              : "torch.add(torch.slice(values, 2, 0, %d), torch.slice(values, 2, %d))"
                  .formatted(hidden, hidden);
    };
  }

  private static String weights(String kind) {
    return switch (kind) {
      case "concat" -> BY_SUM;
      case "local" -> BY_PLACE;
      default -> BY_PRODUCT;
    };
  }

  /**
   * What {@link #forward} needs of the context.
   *
   * @param values the encoder's output, (B, S, H·D), zero at padding
   * @param lengths (B) int64
   * @return arrays whose first axis is the batch, attached to the manager of {@code values}
   */
  NDList remember(NDArray values, NDArray lengths, boolean training) {
    NDList arguments = new NDList(values, lengths);
    arguments.forEach(array -> array.setName(null));
    arguments.addAll(TorchScript.list("weights", weights));
    return remember.run(training, arguments);
  }

  /**
   * Adds to vectors what they see.
   *
   * @param x (B, T, I)
   * @param states hidden states of the decoder before {@code x}, (layers, B, H); used only by
   *     attention before the recurrent layers, which asks with the last layer's
   * @param memory as {@link #remember} gave it
   * @return (B, T, I), attached to the manager of {@code x}
   */
  NDArray forward(NDArray x, NDArray states, NDList memory, boolean training) {
    NDList arguments = new NDList(x, states);
    arguments.forEach(array -> array.setName(null));
    arguments.addAll(TorchScript.list("memory", memory));
    arguments.addAll(TorchScript.list("weights", weights));
    return attend.run(training, arguments).singletonOrThrow();
  }
}
