package dev.rookery.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusedOpsTest {

  @Test
  void crossEntropyIsMinusLogSoftmaxAtTheTargetAndSkipsIgnoredTargets() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray logits = manager.create(new float[] {1, 2, 3, 0, 5, -1}, new Shape(2, 3));
      NDArray targets = manager.create(new long[] {1, 0});
      CrossEntropy.Result result = CrossEntropy.of(logits, targets, 0, false);
      double expected = -2 + Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
      assertThat((double) result.losses().getFloat(0)).isCloseTo(expected, within(1e-6));
      assertThat(result.losses().getFloat(1)).isZero();
      assertThat(result.predictions().toLongArray()).containsExactly(2, 1);
    }
  }

  @Test
  void causalAttentionEqualsAttentionWithATriangularMask() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Shape shape = new Shape(2, 3, 4, 5);
      NDArray query = manager.randomNormal(shape);
      NDArray key = manager.randomNormal(shape);
      NDArray value = manager.randomNormal(shape);
      boolean[] triangle = new boolean[16];
      for (int i = 0; i < 16; i++) {
        triangle[i] = i % 4 <= i / 4;
      }
      NDArray mask = manager.create(triangle, new Shape(4, 4));
      NDArray causal = Attention.attendCausally(query, key, value, 0.5, false);
      NDArray masked = Attention.attend(query, key, value, mask, 0.5, false);
      NDArray free = Attention.attend(query, key, value, null, 0, false);
      assertThat(causal.sub(masked).abs().max().getFloat()).isCloseTo(0f, within(1e-6f));
      assertThat(causal.sub(free).abs().max().getFloat()).isGreaterThan(0.01f);
    }
  }

  @Test
  void picksTheSameRowsOfSeveralArrays() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray numbers = manager.arange(12f).reshape(3, 2, 2);
      NDArray ids = manager.create(new long[] {7, 8, 9}, new Shape(3, 1));
      NDArray last = manager.create(new long[] {2, 0, 2});
      NDList picked = Rows.selectAll(List.of(numbers, ids), 0, last, false);
      assertThat(picked.get(0).getShape()).isEqualTo(new Shape(3, 2, 2));
      assertThat(picked.get(0).toFloatArray())
          .containsExactly(8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11);
      assertThat(picked.get(1).toLongArray()).containsExactly(9, 7, 9);
      assertThat(Rows.select(numbers, 1, manager.create(new long[] {1}), false).toFloatArray())
          .containsExactly(2, 3, 6, 7, 10, 11);
      assertThat(Rows.selectAll(List.of(), 0, last, false)).isEmpty();
    }
  }

  @Test
  void gradientsFlowFromTheTiedOutputToTheEmbedding() {
    try (NDManager manager = NDManager.newBaseManager();
        Parameters parameters = new Parameters(manager, 1)) {
      Embedding embedding = new Embedding(parameters, "embeddings", 7, 4);
      NDArray ids = manager.create(new long[] {3, 5});
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray logits = embedding.project(embedding.forward(ids, true), true);
        NDArray targets = manager.create(new long[] {1, 2});
        collector.backward(CrossEntropy.of(logits, targets, -100, true).losses().sum());
      }
      NDArray gradient = embedding.weight().getGradient();
      assertThat(gradient.abs().sum(new int[] {1}).toFloatArray()).doesNotContain(0f);
      parameters.zeroGradients();
      assertThat(embedding.weight().getGradient().abs().max().getFloat()).isZero();
    }
  }

  @Test
  void settingAWeightOfAnotherShapeNamesBothShapes() {
    try (NDManager manager = NDManager.newBaseManager();
        Parameters parameters = new Parameters(manager, 1)) {
      parameters.constant("bias", new Shape(3), 0.5);
      assertThatThrownBy(() -> parameters.set("bias", manager.zeros(new Shape(4))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(3)")
          .hasMessageContaining("(4)");
      parameters.set("bias", manager.ones(new Shape(3)));
      assertThat(parameters.get("bias").toFloatArray()).containsExactly(1, 1, 1);
    }
  }

  @Test
  void sameSeedSameWeights() {
    try (NDManager manager = NDManager.newBaseManager();
        Parameters first = new Parameters(manager, 5);
        Parameters second = new Parameters(manager, 5);
        Parameters other = new Parameters(manager, 6)) {
      Shape shape = new Shape(4, 4);
      NDArray weight = first.normal("w", shape, 1);
      assertThat(weight.toFloatArray()).isEqualTo(second.normal("w", shape, 1).toFloatArray());
      assertThat(weight.toFloatArray()).isNotEqualTo(other.normal("w", shape, 1).toFloatArray());
    }
  }
}
