package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.CrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every encoder-decoder model must hold to. Extend it in a test of the model's factory, with
 * settings that make the model small. The dictionary has 15 ids, of which the first four are
 * special.
 */
public abstract class GeneratorModelContract extends PrecisionContract {

  /** Names of weights that rightly have no gradient. */
  protected Set<String> weightsWithoutGradient() {
    return Set.of();
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
  void answersTheSameOnSeveralThreadsIfItIsConcurrent() {
    assumeThat(model.isConcurrent()).isTrue();
    try (NDManager step = root.newSubManager()) {
      float[] expected = teacherForcing(step, CONTEXTS, REPLIES).toFloatArray();
      List<CompletableFuture<float[]>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try (NDManager own = root.newSubManager()) {
                    return teacherForcing(own, CONTEXTS, REPLIES).toFloatArray();
                  }
                }));
      }
      others.forEach(other -> assertThat(other.join()).containsExactly(expected, within(1e-5f)));
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
