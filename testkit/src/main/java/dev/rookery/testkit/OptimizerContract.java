package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every optimizer must hold to, tried on half the squared distance of two weights from 1.
 * Extend it in a test of the optimizer's factory.
 */
public abstract class OptimizerContract {

  private static final int SOME_STEPS = 3;

  private final NDManager root = NDManager.newBaseManager();

  protected abstract OptimizerFactory factory();

  /** The optimizer's settings by name. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  protected double learningRate() {
    return 0.05;
  }

  /** Number of updates in which the loss must fall below half of what it was. */
  protected int steps() {
    return 200;
  }

  private Optimizer optimizer(Parameters parameters) {
    return factory().create(TestingSettings.of(factory().settings(), settings()), parameters);
  }

  private Parameters parameters() {
    Parameters parameters = new Parameters(root, 1);
    parameters.normal("matrix", new Shape(2, 3), 1);
    parameters.normal("vector", new Shape(4), 1);
    return parameters;
  }

  /** Puts the gradient into the weights and gives the loss. */
  private double loss(Parameters parameters) {
    parameters.zeroGradients();
    try (NDManager step = root.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = step.create(0f);
      for (NDArray weight : parameters.all()) {
        NDArray distance = weight.sub(step.ones(weight.getShape()));
        distance.attach(step);
        NDArray half = distance.mul(step.full(weight.getShape(), 0.5f));
        half.attach(step);
        NDArray product = half.mul(distance);
        product.attach(step);
        NDArray sum = product.sum();
        sum.attach(step);
        loss = loss.add(sum);
        loss.attach(step);
      }
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private void update(Parameters parameters, Optimizer optimizer, int count) {
    for (int i = 0; i < count; i++) {
      loss(parameters);
      optimizer.step(learningRate());
    }
  }

  private Map<String, NDArray> copy(Map<String, NDArray> arrays) {
    Map<String, NDArray> copy = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          NDArray duplicate = array.duplicate();
          duplicate.attach(root);
          copy.put(name, duplicate);
        });
    return copy;
  }

  private static void assertSame(Parameters one, Parameters other) {
    one.byName()
        .forEach(
            (name, weight) ->
                assertThat(weight.toFloatArray())
                    .as(name)
                    .isEqualTo(other.get(name).toFloatArray()));
  }

  /** See {@link Parameters#operand}: what was made of the old weights must not be read again. */
  @Test
  void whatIsMadeOfTheWeightsFollowsThem() {
    Parameters parameters = new Parameters(root, 1, Precision.BF16);
    NDArray weight = parameters.normal("vector", new Shape(4), 1);
    try (parameters;
        Optimizer optimizer = optimizer(parameters)) {
      float[] before =
          parameters.operand(weight, false).toType(DataType.FLOAT32, false).toFloatArray();
      update(parameters, optimizer, 1);

      assertThat(parameters.operand(weight, false).toType(DataType.FLOAT32, false).toFloatArray())
          .isNotEqualTo(before);
    }
  }

  @AfterEach
  void releaseArrays() {
    root.close();
  }

  @Test
  void decreasesAQuadratic() {
    Parameters parameters = parameters();
    double before = loss(parameters);
    try (Optimizer optimizer = optimizer(parameters)) {
      update(parameters, optimizer, steps());
    }
    assertThat(loss(parameters)).isLessThan(before / 2);
  }

  @Test
  void aRateOfZeroMovesNothing() {
    Parameters parameters = parameters();
    try (Optimizer optimizer = optimizer(parameters)) {
      loss(parameters);
      optimizer.step(0);
    }
    assertSame(parameters, parameters());
  }

  @Test
  void goesOnFromItsStateAsIfItHadNotStopped() {
    Parameters through = parameters();
    Parameters resumed = parameters();
    try (Optimizer first = optimizer(through);
        Optimizer second = optimizer(resumed)) {
      update(through, first, SOME_STEPS);
      Map<String, NDArray> state = copy(first.state());
      copy(through.byName()).forEach(resumed::set);
      update(through, first, SOME_STEPS);

      second.restore(state);
      state.values().forEach(NDArray::close);
      update(resumed, second, SOME_STEPS);
      assertThat(second.state()).hasSameSizeAs(state).containsOnlyKeys(state.keySet());
    }
    assertSame(resumed, through);
  }

  @Test
  void refusesTheStateOfOtherWeights() {
    Parameters parameters = parameters();
    try (Optimizer optimizer = optimizer(parameters)) {
      update(parameters, optimizer, 1);
      Map<String, NDArray> state = copy(optimizer.state());
      state.put("stranger.slot", root.zeros(new Shape(5)));
      assertThatThrownBy(() -> optimizer.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stranger.slot");
    }
  }

  @Test
  void closingItLeavesTheWeights() {
    Parameters parameters = parameters();
    Optimizer optimizer = optimizer(parameters);
    update(parameters, optimizer, 1);
    optimizer.close();

    assertThat(parameters.get("vector").toFloatArray()).hasSize(4);
  }
}
