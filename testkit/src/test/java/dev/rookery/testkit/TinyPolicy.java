package dev.rookery.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Gru;
import dev.rookery.api.nn.Linear;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeddings and a GRU with one head or two, with a fault on demand. */
final class TinyPolicy implements PolicyModel {

  private static final int SIZE = 6;

  /** What is wrong with the network. */
  enum Fault {
    NONE,
    STATE,
    FUTURE,
    UNDECLARED,
    SHARED_FIELD,
    LEAK,
    UNREACHED_WEIGHT,
    SEED
  }

  /** Makes the networks. */
  record Factory(Fault fault) implements PolicyModelFactory {

    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public String description() {
      return "A policy for tests.";
    }

    @Override
    public PolicyModel actor(PolicyContext context) {
      return new TinyPolicy(context, fault, true, false);
    }

    @Override
    public PolicyModel critic(PolicyContext context) {
      return new TinyPolicy(context, fault, false, true);
    }

    @Override
    public PolicyModel actorCritic(PolicyContext context) {
      return new TinyPolicy(context, fault, true, true);
    }
  }

  private final PolicyContext context;
  private final Fault fault;
  private final Parameters parameters;
  private final Embedding embedding;
  private final Gru gru;
  private final @Nullable Linear actor;
  private final @Nullable Linear critic;
  private final String state;

  private TinyPolicy(PolicyContext context, Fault fault, boolean acts, boolean values) {
    this.context = context;
    this.fault = fault;
    int tokens = context.vocabularySize();
    parameters =
        new Parameters(context.manager(), fault == Fault.SEED ? System.nanoTime() : context.seed());
    embedding = new Embedding(parameters, "embedding", tokens, SIZE);
    gru = new Gru(parameters, "gru", SIZE, SIZE);
    actor = acts ? new Linear(parameters, "actor", SIZE, tokens, true) : null;
    critic = values ? new Linear(parameters, "critic", SIZE, 1, true) : null;
    state = fault == Fault.SHARED_FIELD || acts ? "state" : "state_critic";
    if (fault == Fault.UNREACHED_WEIGHT) {
      parameters.normal("unused", new Shape(2), 1);
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<FieldSpec> primers() {
    return List.of(FieldSpec.floats(state, SIZE));
  }

  @Override
  public List<String> writes() {
    List<String> names = new ArrayList<>();
    if (actor != null) {
      names.add(LOGITS);
    }
    if (critic != null) {
      names.add(STATE_VALUE);
    }
    return names;
  }

  @Override
  public Fields step(Fields fields) {
    NDArray embedded = embedding.forward(fields.get(OBSERVATION).expandDims(1), false);
    Gru.Result result = gru.forwardFrom(embedded, fields.get(state).expandDims(0), false);
    NDArray hidden = result.hidden().squeeze(0);
    if (fault == Fault.LEAK) {
      hidden.duplicate().attach(context.manager());
    }
    Fields written =
        new Fields(fields.rows()).set(state, fault == Fault.STATE ? hidden.mul(1.1) : hidden);
    NDArray features = result.output().squeeze(1);
    if (actor != null) {
      written.set(LOGITS, actor.forward(features, false));
    }
    if (critic != null) {
      written.set(STATE_VALUE, critic.forward(features, false));
    }
    return fault == Fault.UNDECLARED ? written.set("more", features) : written;
  }

  @Override
  public NDArray features(PolicyInput input) {
    NDArray embedded = embedding.forward(input.tokens(), input.training());
    NDArray output = gru.forwardFrom(embedded, null, input.training()).output();
    return fault == Fault.FUTURE ? output.add(output.mean(new int[] {1}, true)) : output;
  }

  @Override
  public NDArray logits(NDArray features, boolean training) {
    return head(actor).forward(features, training);
  }

  @Override
  public NDArray values(NDArray features, boolean training) {
    return head(critic).forward(features, training);
  }

  private static Linear head(@Nullable Linear head) {
    if (head == null) {
      throw new UnsupportedOperationException("there is no such head");
    }
    return head;
  }
}
