package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.nn.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every encoder-decoder model must hold to. Extend it in a test of the model's factory, with
 * settings that make the model small. The dictionary has 15 ids, of which the first four are
 * special.
 */
public abstract class GeneratorModelContract {

  /** Float32 sums of a few dozen products in another order differ by less. */
  private static final float TOLERANCE = 1e-4f;

  /** A bfloat16 has 8 binary digits. */
  private static final float BF16_TOLERANCE = 0.03f;

  private static final List<int[]> CONTEXTS =
      List.of(new int[] {4, 5, 6, 7, 8}, new int[] {9, 10}, new int[] {11, 4, 12});

  private static final List<int[]> REPLIES =
      List.of(new int[] {1, 4, 13, 5}, new int[] {1, 14, 6, 9}, new int[] {1, 7, 7, 10});

  private static final List<int[]> TARGETS =
      List.of(new int[] {4, 13, 5, 2}, new int[] {14, 6, 9, 2}, new int[] {7, 7, 10, 2});

  private static final int VOCABULARY_SIZE = 15;

  private NDManager root;
  private GeneratorModel model;

  protected abstract GeneratorModelFactory factory();

  /** The model's settings by name; make it small. */
  protected abstract Map<String, Object> settings();

  /** Names of weights that rightly have no gradient. */
  protected Set<String> weightsWithoutGradient() {
    return Set.of();
  }

  /**
   * Whether reading replies token by token gives what reading them at once gives. It should; false
   * is for models whose reference trains on something other than it generates by.
   */
  protected boolean stepsEqualTeacherForcing() {
    return true;
  }

  @BeforeEach
  void createModel() {
    root = NDManager.newBaseManager();
    model = create(0);
  }

  @AfterEach
  void closeModel() {
    model.close();
    root.close();
  }

  private GeneratorModel create(long seed) {
    return factory().create(TestingModelContext.of(factory(), settings(), root).withSeed(seed));
  }

  /** Goes on with a model that computes in bfloat16, if this one can. */
  private void assumeBf16() {
    model.close();
    model =
        factory()
            .create(
                TestingModelContext.of(factory(), settings(), root).withPrecision(Precision.BF16));
    assumeTrue(
        model.parameters().precision() == Precision.BF16, "the model computes in float32 only");
  }

  private NDList encode(NDManager step, List<int[]> contexts, boolean training) {
    PaddedTokens text = PaddedTokens.of(contexts, 0);
    Batch batch =
        Batch.of(
            text,
            IntStream.range(0, contexts.size()).boxed().toList(),
            contexts.stream().map(context -> Message.ofText("context")).toList());
    return model.encode(
        new EncoderInput(text.toArray(step), text.lengthsArray(step), batch, training));
  }

  private DecoderOutput decode(
      NDManager step, List<int[]> tokens, NDList states, @Nullable NDList incremental) {
    return model.decode(
        new DecoderInput(PaddedTokens.of(tokens, 0).toArray(step), states, incremental, false));
  }

  /** The logits of all replies at once, (B, T, V). */
  private NDArray teacherForcing(NDManager step, List<int[]> contexts, List<int[]> replies) {
    NDList states = encode(step, contexts, false);
    return model.output(decode(step, replies, states, null).hidden(), false);
  }

  private static void assertClose(NDArray actual, NDArray expected, String what) {
    assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray())
        .as(what)
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(expected.toFloatArray());
  }

  @Test
  void givesOneFiniteLogitForEachTokenOfTheDictionary() {
    try (NDManager step = root.newSubManager()) {
      NDArray logits = teacherForcing(step, CONTEXTS, REPLIES);

      assertThat(logits.getShape().getShape()).containsExactly(3, 4, VOCABULARY_SIZE);
      for (float logit : logits.toFloatArray()) {
        assertThat(logit).isFinite();
      }
    }
  }

  @Test
  void stepByStepGivesTheLogitsOfTeacherForcing() {
    assumeTrue(stepsEqualTeacherForcing());
    try (NDManager step = root.newSubManager()) {
      NDArray expected = teacherForcing(step, CONTEXTS, REPLIES);
      NDList states = encode(step, CONTEXTS, false);
      NDList incremental = null;
      for (int t = 0; t < 4; t++) {
        DecoderOutput output = decode(step, upTo(t, incremental != null), states, incremental);
        incremental = output.incrementalState();
        NDArray last = model.output(output.hidden(), false).get(":, -1");

        assertClose(last, expected.get(":, " + t), "step " + t);
      }
    }
  }

  /** The tokens of step {@code t}: only the new one, or all so far for a model without state. */
  private static List<int[]> upTo(int t, boolean onlyNew) {
    return REPLIES.stream()
        .map(reply -> Arrays.copyOfRange(reply, onlyNew ? t : 0, t + 1))
        .toList();
  }

  @Test
  void paddingMovesNoLogit() {
    try (NDManager step = root.newSubManager()) {
      NDArray together = teacherForcing(step, CONTEXTS, REPLIES);
      for (int row = 0; row < CONTEXTS.size(); row++) {
        NDArray alone = teacherForcing(step, List.of(CONTEXTS.get(row)), List.of(REPLIES.get(row)));

        assertClose(together.get(row + ":" + (row + 1)), alone, "row " + row);
      }
    }
  }

  @Test
  void paddingMovesNoIncrementalStep() {
    try (NDManager step = root.newSubManager()) {
      NDArray together = lastLogits(step, CONTEXTS, REPLIES);
      for (int row = 0; row < CONTEXTS.size(); row++) {
        NDArray alone = lastLogits(step, List.of(CONTEXTS.get(row)), List.of(REPLIES.get(row)));

        assertClose(together.get(row + ":" + (row + 1)), alone, "row " + row);
      }
    }
  }

  /** Reads all but the last token at once and then the last with the state, if there is one. */
  private NDArray lastLogits(NDManager step, List<int[]> contexts, List<int[]> replies) {
    NDList states = encode(step, contexts, false);
    List<int[]> begin = replies.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toList();
    NDList incremental = decode(step, begin, states, null).incrementalState();
    List<int[]> end =
        incremental == null
            ? replies
            : replies.stream().map(r -> new int[] {r[r.length - 1]}).toList();
    NDArray hidden = decode(step, end, states, incremental).hidden();
    return model.output(hidden, false).get(":, -1");
  }

  @Test
  void aLaterTokenMovesNoEarlierLogit() {
    try (NDManager step = root.newSubManager()) {
      List<int[]> changed = new ArrayList<>();
      REPLIES.forEach(reply -> changed.add(new int[] {reply[0], reply[1], 8, 3}));

      assertClose(
          teacherForcing(step, CONTEXTS, changed).get(":, :2"),
          teacherForcing(step, CONTEXTS, REPLIES).get(":, :2"),
          "first two tokens");
    }
  }

  @Test
  void theContextMatters() {
    try (NDManager step = root.newSubManager()) {
      NDArray one = teacherForcing(step, List.of(CONTEXTS.get(0)), List.of(REPLIES.get(0)));
      NDArray other = teacherForcing(step, List.of(CONTEXTS.get(1)), List.of(REPLIES.get(0)));

      assertThat(one.toFloatArray()).isNotEqualTo(other.toFloatArray());
    }
  }

  @Test
  void reorderPicksRows() {
    try (NDManager step = root.newSubManager()) {
      int[][] choices = {{2, 0, 0}, {1}, {0, 1, 2, 2, 1, 0}};
      for (int[] rows : choices) {
        NDArray indices = step.create(Arrays.stream(rows).asLongStream().toArray());
        NDArray expected = lastLogits(step, CONTEXTS, REPLIES).get(indices);

        assertClose(reordered(step, rows, indices), expected, Arrays.toString(rows));
      }
    }
  }

  private NDArray reordered(NDManager step, int[] rows, NDArray indices) {
    NDList states = encode(step, CONTEXTS, false);
    List<int[]> begin = REPLIES.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toList();
    NDList incremental = decode(step, begin, states, null).incrementalState();
    NDList picked =
        incremental == null ? null : model.reorderIncrementalState(incremental, indices);
    List<int[]> end =
        Arrays.stream(rows)
            .mapToObj(REPLIES::get)
            .map(r -> picked == null ? r : new int[] {r[r.length - 1]})
            .toList();
    NDList pickedStates = model.reorderEncoderStates(states, indices);
    return model.output(decode(step, end, pickedStates, picked).hidden(), false).get(":, -1");
  }

  @Test
  void rowsOfTokensMayShareARowOfStates() {
    assumeTrue(model.sharesEncoderStates(), "each row of tokens has its own row of states");
    try (NDManager step = root.newSubManager()) {
      int[] contexts = {0, 0, 2, 2};
      List<int[]> replies = List.of(REPLIES.get(0), REPLIES.get(1), REPLIES.get(2), REPLIES.get(1));
      List<int[]> repeated = Arrays.stream(contexts).mapToObj(CONTEXTS::get).toList();
      NDArray expected = lastLogits(step, repeated, replies);

      NDList states = encode(step, List.of(CONTEXTS.get(0), CONTEXTS.get(2)), false);
      List<int[]> begin = replies.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toList();
      NDList incremental = decode(step, begin, states, null).incrementalState();
      List<int[]> end = replies.stream().map(r -> new int[] {r[r.length - 1]}).toList();
      NDArray hidden = decode(step, end, states, incremental).hidden();
      assertClose(model.output(hidden, false).get(":, -1"), expected, "logits");
    }
  }

  @Test
  void oneStateMayBeContinuedInSeveralWays() {
    try (NDManager step = root.newSubManager()) {
      NDList states = encode(step, CONTEXTS, false);
      NDList one = null;
      for (int t = 0; t < 2; t++) {
        one = decode(step, column(REPLIES, t), states, one).incrementalState();
        assumeTrue(one != null, "the model has no incremental state");
      }
      List<int[]> others = REPLIES.stream().map(r -> new int[] {r[0], r[1], 8, r[3]}).toList();
      NDList first = decode(step, column(REPLIES, 2), states, one).incrementalState();
      NDList second = decode(step, column(others, 2), states, one).incrementalState();

      assertClose(
          lastOf(decode(step, column(REPLIES, 3), states, first)),
          stepByStep(step, REPLIES),
          "the first continuation");
      assertClose(
          lastOf(decode(step, column(others, 3), states, second)),
          stepByStep(step, others),
          "the second continuation");
    }
  }

  /** The last logits of replies that nothing else continues. */
  private NDArray stepByStep(NDManager step, List<int[]> replies) {
    NDList states = encode(step, CONTEXTS, false);
    DecoderOutput output = decode(step, column(replies, 0), states, null);
    for (int t = 1; t < replies.get(0).length; t++) {
      output = decode(step, column(replies, t), states, output.incrementalState());
    }
    return lastOf(output);
  }

  private NDArray lastOf(DecoderOutput output) {
    return model.output(output.hidden(), false).get(":, -1");
  }

  /** As a beam search does it: rows multiply, swap within a group, and groups leave. */
  @Test
  void reorderFollowsABeam() {
    assumeTrue(stepsEqualTeacherForcing());
    int[][] picks = {
      {0, 0, 1, 1, 2, 2}, {1, 0, 3, 3, 5, 4}, {1, 0, 4, 5}, {0, 0, 3, 2}, {1, 0, 2, 2}, {3, 0}
    };
    SplittableRandom random = new SplittableRandom(5);
    try (NDManager step = root.newSubManager()) {
      NDList states = encode(step, CONTEXTS, false);
      List<List<Integer>> written = new ArrayList<>(List.of(List.of(1), List.of(1), List.of(1)));
      List<int[]> contexts = new ArrayList<>(CONTEXTS);
      NDList incremental = decode(step, arrays(written, 0), states, null).incrementalState();
      assumeTrue(incremental != null, "the model has no incremental state");
      for (int round = 0; round < picks.length; round++) {
        int[] pick = picks[round];
        NDArray indices = step.create(Arrays.stream(pick).asLongStream().toArray());
        int more = round == 2 ? 2 : 1;
        written = extended(written, pick, more, random);
        contexts = new ArrayList<>(Arrays.stream(pick).mapToObj(contexts::get).toList());
        states = model.reorderEncoderStates(states, indices);
        try (NDManager inner = step.newSubManager()) {
          indices.attach(inner);
          model.reorderIncrementalState(incremental, indices); // leaves the state as it was
        }
        NDArray again = step.create(Arrays.stream(pick).asLongStream().toArray());
        incremental = model.reorderIncrementalState(incremental, again);
        DecoderOutput output =
            decode(step, arrays(written, written.get(0).size() - more), states, incremental);
        incremental = output.incrementalState();

        assertClose(
            lastOf(output),
            teacherForcing(step, contexts, arrays(written, 0)).get(":, -1"),
            "round " + round);
      }
    }
  }

  private static List<List<Integer>> extended(
      List<List<Integer>> written, int[] pick, int more, SplittableRandom random) {
    List<List<Integer>> result = new ArrayList<>();
    for (int row : pick) {
      List<Integer> tokens = new ArrayList<>(written.get(row));
      for (int i = 0; i < more; i++) {
        tokens.add(4 + random.nextInt(VOCABULARY_SIZE - 4));
      }
      result.add(tokens);
    }
    return result;
  }

  private static List<int[]> arrays(List<List<Integer>> rows, int from) {
    return rows.stream()
        .map(row -> row.subList(from, row.size()).stream().mapToInt(id -> id).toArray())
        .toList();
  }

  private static List<int[]> column(List<int[]> replies, int t) {
    return replies.stream().map(reply -> new int[] {reply[t]}).toList();
  }

  @Test
  void gradientsReachEveryWeight() {
    gradients(() -> {})
        .forEach(
            (name, gradient) -> {
              boolean reached = false;
              for (float value : gradient) {
                reached |= Math.abs(value) > 0;
              }
              assertThat(reached)
                  .as("gradient of " + name)
                  .isEqualTo(!weightsWithoutGradient().contains(name));
            });
  }

  @Test
  void gradientsGoBackThroughSingleSteps() {
    model.parameters().zeroGradients();
    try (NDManager step = root.newSubManager();
        GradientCollector collector = root.getEngine().newGradientCollector()) {
      NDList states = encode(step, CONTEXTS, true);
      NDList incremental = null;
      NDArray loss = null;
      for (int t = 0; t < 4; t++) {
        NDArray tokens = PaddedTokens.of(upTo(t, incremental != null), 0).toArray(step);
        DecoderOutput output = model.decode(new DecoderInput(tokens, states, incremental, true));
        incremental = output.incrementalState();
        NDArray logits = model.output(output.hidden(), true).get(":, -1");
        long[] targets = TARGETS.stream().mapToLong(target -> 4).toArray();
        NDArray here = CrossEntropy.of(logits, step.create(targets), -100, true).losses().sum();
        loss = loss == null ? here : loss.add(here);
      }
      collector.backward(loss);

      assertThat(model.parameters().all().get(0).getGradient().norm().getFloat())
          .isFinite()
          .isPositive();
    }
  }

  /** See {@link dev.rookery.api.nn.Scale} for how a model comes to fail this. */
  @Test
  void gradientsSurviveAGarbageCollectionBeforeTheBackwardPass() {
    Map<String, float[]> expected = gradients(() -> {});

    gradients(GarbageCollection::run)
        .forEach(
            (name, gradient) ->
                assertThat(gradient)
                    .as("gradient of " + name)
                    .usingComparatorWithPrecision(TOLERANCE)
                    .containsExactly(expected.get(name)));
  }

  /** The gradient of the loss by weight. */
  private Map<String, float[]> gradients(Runnable beforeBackward) {
    model.parameters().zeroGradients();
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (NDManager step = root.newSubManager()) {
      try (GradientCollector collector = root.getEngine().newGradientCollector()) {
        root.getEngine().setRandomSeed(1);
        NDList states = encode(step, CONTEXTS, true);
        NDArray tokens = PaddedTokens.of(REPLIES, 0).toArray(step);
        NDArray hidden = model.decode(new DecoderInput(tokens, states, null, true)).hidden();
        NDArray logits = model.output(hidden, true).reshape(-1, VOCABULARY_SIZE);
        NDArray targets = PaddedTokens.of(TARGETS, 0).toArray(step).flatten();
        NDArray loss = CrossEntropy.of(logits, targets, -100, true).losses().sum();
        beforeBackward.run();
        collector.backward(loss);
      }
      model
          .parameters()
          .byName()
          .forEach(
              (name, weight) -> {
                NDArray gradient = weight.getGradient();
                gradient.attach(step);
                gradients.put(name, gradient.toFloatArray());
              });
    }
    return gradients;
  }

  @Test
  void bf16GivesNearlyTheSameProbabilities() {
    try (NDManager step = root.newSubManager()) {
      float[] expected = probabilities(teacherForcing(step, CONTEXTS, REPLIES));
      assumeBf16();

      NDArray logits = teacherForcing(step, CONTEXTS, REPLIES);
      assertThat(probabilities(logits))
          .usingComparatorWithPrecision(BF16_TOLERANCE)
          .containsExactly(expected);
      assertThat(probabilities(logits)).as("the precision is used").isNotEqualTo(expected);
    }
  }

  @Test
  void bf16ReadsNewWeights() {
    assumeBf16();
    newWeightsAreRead(Precision.BF16);
  }

  @Test
  void float32ReadsNewWeights() {
    newWeightsAreRead(Precision.FLOAT32);
  }

  /** Weights that change after a first use give what they give in a model that never had others. */
  private void newWeightsAreRead(Precision precision) {
    try (NDManager step = root.newSubManager();
        GeneratorModel other =
            factory()
                .create(
                    TestingModelContext.of(factory(), settings(), root)
                        .withSeed(1)
                        .withPrecision(precision))) {
      teacherForcing(step, CONTEXTS, REPLIES);
      other.parameters().byName().forEach((name, weight) -> model.parameters().set(name, weight));
      float[] changed = probabilities(teacherForcing(step, CONTEXTS, REPLIES));
      GeneratorModel first = model;
      model = other;
      float[] expected = probabilities(teacherForcing(step, CONTEXTS, REPLIES));
      model = first;

      assertThat(changed).containsExactly(expected);
    }
  }

  @Test
  void bf16GivesGradientsOfNearlyTheSameDirection() {
    Map<String, float[]> expected = gradients(() -> {});
    assumeBf16();

    Map<String, float[]> gradients = gradients(() -> {});
    double product = 0;
    double square = 0;
    double expectedSquare = 0;
    for (Map.Entry<String, float[]> gradient : gradients.entrySet()) {
      float[] other = expected.get(gradient.getKey());
      for (int i = 0; i < other.length; i++) {
        product += (double) gradient.getValue()[i] * other[i];
        square += (double) gradient.getValue()[i] * gradient.getValue()[i];
        expectedSquare += (double) other[i] * other[i];
      }
    }
    assertThat(product / Math.sqrt(square * expectedSquare)).as("cosine").isGreaterThan(0.98);
  }

  private static float[] probabilities(NDArray logits) {
    return logits.toType(DataType.FLOAT32, false).softmax(-1).toFloatArray();
  }

  @Test
  void theSeedGivesTheWeights() {
    try (GeneratorModel same = create(0);
        GeneratorModel other = create(1)) {
      Map<String, NDArray> weights = model.parameters().byName();
      assertThat(weights).isNotEmpty();
      assertThat(List.copyOf(same.parameters().byName().keySet()))
          .isEqualTo(List.copyOf(weights.keySet()));
      boolean anyDiffers = false;
      for (Map.Entry<String, NDArray> weight : weights.entrySet()) {
        float[] values = weight.getValue().toFloatArray();
        assertThat(same.parameters().get(weight.getKey()).toFloatArray())
            .as(weight.getKey())
            .isEqualTo(values);
        anyDiffers |=
            !Arrays.equals(other.parameters().get(weight.getKey()).toFloatArray(), values);
      }
      assertThat(anyDiffers).as("another seed gives other weights").isTrue();
    }
  }

  @Test
  void withoutTrainingNothingIsRandom() {
    try (NDManager step = root.newSubManager()) {
      assertThat(teacherForcing(step, CONTEXTS, REPLIES).toFloatArray())
          .usingComparatorWithPrecision(TOLERANCE)
          .containsExactly(teacherForcing(step, CONTEXTS, REPLIES).toFloatArray());
    }
  }

  @Test
  void whatAStepMakesGoesWithTheStep() {
    runStep();
    int arrays = managedArrays();
    for (int i = 0; i < 10; i++) {
      runStep();
    }
    assertThat(managedArrays()).isEqualTo(arrays);
  }

  private void runStep() {
    try (NDManager step = root.newSubManager()) {
      NDArray indices = step.create(new long[] {0, 2});
      reordered(step, new int[] {0, 2}, indices);
      teacherForcing(step, CONTEXTS, REPLIES);
    }
  }

  /** Arrays that outlive a step: those of our manager and those of the weights' managers. */
  private int managedArrays() {
    return root.getManagedArrays().size()
        + model.parameters().all().stream()
            .map(NDArray::getManager)
            .distinct()
            .mapToInt(manager -> manager.getManagedArrays().size())
            .sum();
  }
}
