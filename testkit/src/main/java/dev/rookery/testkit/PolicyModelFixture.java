package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.ComponentFactory;
import dev.rookery.api.nn.Scale;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Small policies to ask things of, with three sequences and an environment for them. */
abstract class PolicyModelFixture {

  /** Float32 sums of a few dozen products in another order differ by less. */
  static final float TOLERANCE = 1e-4f;

  static final int VOCABULARY_SIZE = 11;

  static final int MAX_LENGTH = 8;

  /** Token 1 begins a sequence. */
  static final long[][] TOKENS = {{1, 4, 7, 9, 2, 5}, {1, 3, 3, 10, 6, 8}, {1, 9, 5, 4, 7, 2}};

  /** What was written so far, which an environment shows too. */
  private static final String SEQUENCE = "sequence";

  private static final String SEQUENCE_MASK = "sequence_mask";

  /** Networks begin with small weights, under which what is wrong would hardly show. */
  private static final float LARGER = 5;

  /** What a network gives. */
  enum Kind {
    ACTOR,
    CRITIC,
    ACTOR_CRITIC;

    boolean hasLogits() {
      return this != CRITIC;
    }

    boolean hasValues() {
      return this != ACTOR;
    }
  }

  final NDManager root = NDManager.newBaseManager();

  protected abstract PolicyModelFactory factory();

  /** The network's settings by name; make it small, and switch dropout off. */
  protected abstract Map<String, Object> settings();

  /** Components that the network names, such as the policy that it is a configuration of. */
  protected List<ComponentFactory> components() {
    return List.of();
  }

  /** Whether there is a critic. */
  protected boolean hasCritic() {
    return true;
  }

  /** Whether there is a network that is actor and critic. */
  protected boolean hasActorCritic() {
    return true;
  }

  @AfterEach
  void closeManager() {
    root.close();
  }

  PolicyModel create(Kind kind, long seed) {
    assumeTrue(kind != Kind.CRITIC || hasCritic(), "there is no critic");
    assumeTrue(kind != Kind.ACTOR_CRITIC || hasActorCritic(), "there is no shared network");
    TestingPolicyContext context =
        TestingPolicyContext.of(factory(), settings(), VOCABULARY_SIZE, MAX_LENGTH, root)
            .withComponents(components().toArray(ComponentFactory[]::new))
            .withSeed(seed);
    return switch (kind) {
      case ACTOR -> factory().actor(context);
      case CRITIC -> factory().critic(context);
      case ACTOR_CRITIC -> factory().actorCritic(context);
    };
  }

  /** A network all of whose parts matter. */
  PolicyModel create(Kind kind) {
    PolicyModel model = create(kind, 5);
    model
        .parameters()
        .byName()
        .forEach(
            (name, weight) -> {
              if (weight.getShape().dimension() > 1) {
                try (NDArray larger = Scale.times(weight, LARGER)) {
                  model.parameters().set(name, larger);
                }
              }
            });
    return model;
  }

  /** Every field of an environment at the start tokens of so many rows. */
  static Fields begin(PolicyModel model, int rows, NDManager step) {
    Fields fields = new Fields(rows);
    for (FieldSpec primer : model.primers()) {
      Shape shape = new Shape(rows).addAll(primer.shape());
      fields.set(primer.name(), step.zeros(shape, primer.type()));
    }
    return fields;
  }

  /**
   * Lets the network read a token of each row, and carries on what it remembers.
   *
   * @param places of the tokens in their sequences, from 0
   * @return what it wrote
   */
  static Fields step(
      PolicyModel model, Fields fields, NDManager step, long[][] tokens, int... places) {
    int rows = places.length;
    long[] shown = new long[rows];
    long[] counts = new long[rows];
    long[][] sequences = new long[rows][MAX_LENGTH];
    NDArray mask = step.zeros(new Shape(rows, MAX_LENGTH), DataType.BOOLEAN);
    for (int row = 0; row < rows; row++) {
      shown[row] = tokens[row][places[row]];
      counts[row] = places[row] + 1L;
      System.arraycopy(tokens[row], 0, sequences[row], 0, places[row] + 1);
      mask.set(new NDIndex(row + ", :" + (places[row] + 1)), 1);
    }
    fields
        .set(PolicyModel.OBSERVATION, step.create(shown))
        .set(PolicyModel.STEP_COUNT, step.create(counts, new Shape(rows, 1)))
        .set(SEQUENCE, step.create(sequences))
        .set(SEQUENCE_MASK, mask);
    Fields read = new Fields(rows);
    model.reads().forEach(name -> read.set(name, fields.get(name)));
    Fields written = model.step(read);
    model.primers().forEach(primer -> fields.set(primer.name(), written.get(primer.name())));
    return written;
  }

  /** What the network says after each token of whole sequences, (B, T, V) or (B, T, 1). */
  static NDArray whole(PolicyModel model, boolean logits, PolicyInput input) {
    NDArray features = model.features(input);
    return logits
        ? model.logits(features, input.training())
        : model.values(features, input.training());
  }

  static PolicyInput input(NDManager step, long[]... tokens) {
    return PolicyInput.of(step.create(tokens), false);
  }

  /** The field with the logits or the values. */
  static NDArray said(Fields written, boolean logits) {
    return logits
        ? written.get(PolicyModel.LOGITS)
        : written
            .find(PolicyModel.STATE_VALUE)
            .orElseGet(() -> written.get(PolicyModel.ACTION_VALUE));
  }

  /** Logits, values or both, whatever the network has. */
  static List<Boolean> heads(Kind kind) {
    return kind == Kind.ACTOR_CRITIC ? List.of(true, false) : List.of(kind.hasLogits());
  }

  static void assertClose(NDArray actual, NDArray expected, String what) {
    assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray())
        .as(what)
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(expected.toFloatArray());
  }

  static long[][] rows(int... rows) {
    return Arrays.stream(rows).mapToObj(row -> TOKENS[row]).toArray(long[][]::new);
  }
}
