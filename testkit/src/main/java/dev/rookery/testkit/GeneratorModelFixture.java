package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A small model to ask things of, with three contexts and three replies. */
abstract class GeneratorModelFixture {

  /** Float32 sums of a few dozen products in another order differ by less. */
  static final float TOLERANCE = 1e-4f;

  static final List<int[]> CONTEXTS =
      List.of(new int[] {4, 5, 6, 7, 8}, new int[] {9, 10}, new int[] {11, 4, 12});

  static final List<int[]> REPLIES =
      List.of(new int[] {1, 4, 13, 5}, new int[] {1, 14, 6, 9}, new int[] {1, 7, 7, 10});

  static final List<int[]> TARGETS =
      List.of(new int[] {4, 13, 5, 2}, new int[] {14, 6, 9, 2}, new int[] {7, 7, 10, 2});

  static final int VOCABULARY_SIZE = 15;

  NDManager root;

  GeneratorModel model;

  protected abstract GeneratorModelFactory factory();

  /** The model's settings by name; make it small. */
  protected abstract Map<String, Object> settings();

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

  GeneratorModel create(long seed) {
    return factory().create(TestingModelContext.of(factory(), settings(), root).withSeed(seed));
  }

  NDList encode(NDManager step, List<int[]> contexts, boolean training) {
    PaddedTokens text = PaddedTokens.of(contexts, 0);
    Batch batch =
        Batch.of(
            text,
            IntStream.range(0, contexts.size()).boxed().toList(),
            contexts.stream().map(context -> Message.ofText("context")).toList());
    return model.encode(
        new EncoderInput(text.toArray(step), text.lengthsArray(step), batch, training));
  }

  DecoderOutput decode(
      NDManager step, List<int[]> tokens, NDList states, @Nullable NDList incremental) {
    return model.decode(
        new DecoderInput(PaddedTokens.of(tokens, 0).toArray(step), states, incremental, false));
  }

  /** The logits of all replies at once, (B, T, V). */
  NDArray teacherForcing(NDManager step, List<int[]> contexts, List<int[]> replies) {
    NDList states = encode(step, contexts, false);
    return model.output(decode(step, replies, states, null).hidden(), false);
  }

  static void assertClose(NDArray actual, NDArray expected, String what) {
    assertThat(actual.getShape()).as(what).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray())
        .as(what)
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(expected.toFloatArray());
  }

  /** The tokens of step {@code t}: only the new one, or all so far for a model without state. */
  static List<int[]> upTo(int t, boolean onlyNew) {
    return REPLIES.stream()
        .map(reply -> Arrays.copyOfRange(reply, onlyNew ? t : 0, t + 1))
        .toList();
  }

  /** Reads all but the last token at once and then the last with the state, if there is one. */
  NDArray lastLogits(NDManager step, List<int[]> contexts, List<int[]> replies) {
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

  NDArray lastOf(DecoderOutput output) {
    return model.output(output.hidden(), false).get(":, -1");
  }

  /** The gradient of the loss by weight. */
  Map<String, float[]> gradients(Runnable beforeBackward) {
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
}
