package dev.rookery.plugins.recurrentpolicy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Linear;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Recurrent;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings, recurrent layers and a linear layer for each of the heads.
 *
 * <p>Shapes: B environments, T length (tokens), L layers, H hidden size, V vocabulary size. The
 * state of each environment is (L, H), two of them for an LSTM, in fields of the environment.
 */
final class RecurrentPolicy implements PolicyModel {

  private static final String RECURRENT = "recurrent";

  private final Parameters parameters;
  private final Embedding embedding;
  private final Recurrent layers;
  private final RecurrentStep oneStep;
  private final @Nullable RaggedGru ragged;
  private final @Nullable Linear actor;
  private final @Nullable Linear critic;
  private final boolean valuePerAction;
  private final List<FieldSpec> primers;

  /**
   * What comes out.
   *
   * @param acts scores of the next token
   * @param values what the rest of the sequence will be worth
   * @param perAction one value for each next token
   */
  record Heads(boolean acts, boolean values, boolean perAction) {}

  RecurrentPolicy(PolicyContext context, RecurrentOptions options, String state, Heads heads) {
    int hidden = options.hiddenSize();
    int tokens = context.vocabularySize();
    parameters = new Parameters(context.manager(), context.seed(), context.precision());
    embedding = new Embedding(parameters, "embedding", tokens, options.inputSize());
    layers = new Recurrent(parameters, RECURRENT, options);
    TokenTable table =
        new TokenTable(parameters, embedding.weight(), RECURRENT, TokenTable.LARGEST);
    oneStep = new RecurrentStep(parameters, table, RECURRENT, options);
    boolean isRagged =
        options.cell() == RecurrentOptions.Cell.GRU && !context.manager().getDevice().isGpu();
    ragged = isRagged ? new RaggedGru(parameters, table, RECURRENT, options) : null;
    actor = heads.acts() ? new Linear(parameters, "actor", hidden, tokens, true) : null;
    critic =
        heads.values()
            ? new Linear(parameters, "critic", hidden, heads.perAction() ? tokens : 1, true)
            : null;
    valuePerAction = heads.perAction();
    Stream<String> states =
        options.cell() == RecurrentOptions.Cell.LSTM
            ? Stream.of(state + "_h", state + "_c")
            : Stream.of(state);
    primers = states.map(name -> FieldSpec.floats(name, options.layers(), hidden)).toList();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<FieldSpec> primers() {
    return primers;
  }

  @Override
  public List<String> writes() {
    List<String> names = new ArrayList<>();
    if (actor != null) {
      names.add(LOGITS);
    }
    if (critic != null) {
      names.add(valuePerAction ? ACTION_VALUE : STATE_VALUE);
    }
    return names;
  }

  @Override
  public Fields step(Fields fields) {
    List<NDArray> states = primers.stream().map(primer -> fields.get(primer.name())).toList();
    NDList result = oneStep.run(fields.get(OBSERVATION), states);
    NDArray features = result.head();
    Fields written = new Fields(fields.rows());
    for (int i = 0; i < primers.size(); i++) {
      written.set(primers.get(i).name(), result.get(i + 1));
    }
    if (actor != null) {
      written.set(LOGITS, actor.forward(features, false));
    }
    if (critic != null) {
      written.set(valuePerAction ? ACTION_VALUE : STATE_VALUE, critic.forward(features, false));
    }
    return written;
  }

  @Override
  public boolean skipsPadding() {
    return ragged != null;
  }

  @Override
  public NDArray features(PolicyInput input) {
    if (ragged != null && input.starts() == null) {
      return ragged.outputs(input);
    }
    NDArray embedded = embedding.forward(input.tokens(), input.training());
    return input.starts() == null
        ? layers.forwardFrom(embedded, null, input.training()).output()
        : withStarts(embedded, input.starts(), input.training());
  }

  /** Token by token, as each step may begin anew: for rows that hold several episodes. */
  private NDArray withStarts(NDArray embedded, NDArray starts, boolean training) {
    NDManager manager = embedded.getManager();
    NDArray goesOn = starts.logicalNot().toType(DataType.FLOAT32, true);
    goesOn.attach(manager);
    NDList outputs = new NDList();
    NDList state = null;
    for (long t = 0; t < embedded.getShape().get(1); t++) {
      if (state != null) {
        NDArray kept = goesOn.get(":, {}", t).reshape(1, -1, 1);
        state = new NDList(state.stream().map(array -> array.mul(kept)).toList());
      }
      Recurrent.Result result =
          layers.forwardFrom(embedded.get(":, {}:{}", t, t + 1), state, training);
      outputs.add(result.output());
      state = result.state();
    }
    return NDArrays.concat(outputs, 1);
  }

  @Override
  public NDArray logits(NDArray features, boolean training) {
    return head(actor, "logits: it is a critic").forward(features, training);
  }

  @Override
  public NDArray values(NDArray features, boolean training) {
    return head(critic, "values: it is an actor").forward(features, training);
  }

  private static Linear head(@Nullable Linear head, String what) {
    if (head == null) {
      throw new UnsupportedOperationException("this network gives no " + what);
    }
    return head;
  }
}
