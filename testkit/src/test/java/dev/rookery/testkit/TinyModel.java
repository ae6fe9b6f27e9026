package dev.rookery.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;

/** A mean of embeddings as encoder and a plain recurrent decoder, with a fault on demand. */
final class TinyModel implements GeneratorModel {

  /** What is wrong with the model. */
  enum Fault {
    NONE,
    NO_STATE,
    PADDING,
    ORDER,
    LEAK,
    UNREACHED_WEIGHT,
    SEED,
    STATE,
    FREED_NUMBER
  }

  static final Setting<Integer> HIDDEN_SIZE =
      Setting.integer("hidden-size").atLeast(1).describedAs("Size of a vector.");

  /** Makes the model. */
  record Factory(Fault fault) implements GeneratorModelFactory {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public String description() {
      return "A model for tests.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(HIDDEN_SIZE);
    }

    @Override
    public GeneratorModel create(ModelContext context) {
      return new TinyModel(context, fault);
    }
  }

  private final Fault fault;
  private final NDManager manager;
  private final Parameters parameters;
  private final NDArray embedding;
  private final NDArray recurrence;
  private final NDArray projection;

  private TinyModel(ModelContext context, Fault fault) {
    this.fault = fault;
    manager = context.manager();
    int size = context.settings().get(HIDDEN_SIZE);
    parameters = new Parameters(manager, fault == Fault.SEED ? System.nanoTime() : context.seed());
    embedding = parameters.normal("embedding", new Shape(context.dictionary().size(), size), 1);
    recurrence = parameters.normal("recurrence", new Shape(size, size), 0.5);
    projection = parameters.normal("projection", new Shape(size, context.dictionary().size()), 1);
    if (fault == Fault.UNREACHED_WEIGHT) {
      parameters.normal("unused", new Shape(2), 1);
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** Written so that the result hangs on the tokens' manager, not on that of the weights. */
  private NDArray embed(NDArray tokens) {
    Shape shape = tokens.getShape();
    int words = Math.toIntExact(embedding.getShape().get(0));
    return tokens.flatten().oneHot(words).dot(embedding).reshape(shape.get(0), shape.get(1), -1);
  }

  @Override
  public NDList encode(EncoderInput input) {
    NDArray vectors = embed(input.tokens());
    if (fault == Fault.FREED_NUMBER) {
      vectors = vectors.mul(0.5);
    }
    if (fault == Fault.PADDING) {
      return new NDList(vectors.mean(new int[] {1}));
    }
    NDArray mask = input.tokens().neq(0).toType(DataType.FLOAT32, false).expandDims(2);
    NDArray lengths = input.lengths().toType(DataType.FLOAT32, false).expandDims(1);
    return new NDList(vectors.mul(mask).sum(new int[] {1}).div(lengths));
  }

  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDList last = input.incrementalState();
    NDArray state = last == null ? input.encoderStates().head() : last.head();
    NDArray vectors = embed(input.tokens());
    NDList hidden = new NDList();
    for (long t = 0; t < input.tokens().getShape().get(1); t++) {
      state = vectors.get(":, " + t).add(state.dot(recurrence)).tanh();
      hidden.add(state);
    }
    if (fault == Fault.LEAK) {
      state.duplicate().attach(manager);
    }
    NDArray next = fault == Fault.STATE ? state.mul(1.01) : state;
    return new DecoderOutput(
        NDArrays.stack(hidden, 1), fault == Fault.NO_STATE ? null : new NDList(next));
  }

  @Override
  public NDArray output(NDArray hidden, boolean training) {
    Shape shape = hidden.getShape();
    return hidden.reshape(-1, shape.get(2)).dot(projection).reshape(shape.get(0), shape.get(1), -1);
  }

  @Override
  public NDList reorderEncoderStates(NDList encoderStates, NDArray indices) {
    return new NDList(encoderStates.head().get(indices));
  }

  @Override
  public NDList reorderIncrementalState(NDList incrementalState, NDArray indices) {
    NDArray picked = incrementalState.head().get(indices);
    return new NDList(fault == Fault.ORDER ? picked.flip(0) : picked);
  }
}
