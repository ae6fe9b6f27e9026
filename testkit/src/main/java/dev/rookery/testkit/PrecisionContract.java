package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a model must hold to in each precision, and when its weights change. */
abstract class PrecisionContract extends IncrementalStateContract {

  /** A bfloat16 has 8 binary digits. */
  private static final float BF16_TOLERANCE = 0.03f;

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
}
