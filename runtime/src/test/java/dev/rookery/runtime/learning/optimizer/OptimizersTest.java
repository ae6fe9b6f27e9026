package dev.rookery.runtime.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.learning.GivenGradients;
import dev.rookery.testkit.TestingSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {

  private static final Map<String, Shape> SHAPES =
      Map.of("a.weight", new Shape(7, 5), "a.bias", new Shape(7), "scale", new Shape());
  private static final int STEPS = 8;

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments("sgd", Map.of(), ReferenceRule.sgd(0, false, 0)),
        arguments("sgd", Map.of("weight-decay", 0.1), ReferenceRule.sgd(0, false, 0.1)),
        arguments(
            "sgd",
            Map.of("momentum", 0.8, "nesterov", false, "weight-decay", 0.1),
            ReferenceRule.sgd(0.8, false, 0.1)),
        arguments("sgd", Map.of("momentum", 0.8), ReferenceRule.sgd(0.8, true, 0)),
        arguments("adam", Map.of(), ReferenceRule.adam(0.9, 0.999, 1e-8, 0, true, false)),
        arguments(
            "adam",
            Map.of("amsgrad", false, "betas", "0.8,0.95", "eps", 1e-3, "weight-decay", 0.1),
            ReferenceRule.adam(0.8, 0.95, 1e-3, 0.1, false, false)),
        arguments(
            "adam",
            Map.of("betas", "0.5,0.5", "weight-decay", 0.1),
            ReferenceRule.adam(0.5, 0.5, 1e-8, 0.1, true, false)),
        arguments("adamw", Map.of(), ReferenceRule.adam(0.9, 0.999, 1e-8, 0.01, false, true)),
        arguments(
            "adamw",
            Map.of("weight-decay", 0.5, "amsgrad", true, "betas", "0.5,0.5"),
            ReferenceRule.adam(0.5, 0.5, 1e-8, 0.5, true, true)),
        arguments("adamax", Map.of(), ReferenceRule.adamax(0.9, 0.999, 1e-8, 0)),
        arguments(
            "adamax",
            Map.of("betas", "0.7,0.8", "eps", 0.01, "weight-decay", 0.1),
            ReferenceRule.adamax(0.7, 0.8, 0.01, 0.1)),
        arguments("rmsprop", Map.of(), ReferenceRule.rmsprop(0.99, 1e-8, 0, 0)),
        arguments(
            "rmsprop",
            Map.of("alpha", 0.9, "eps", 1e-4, "weight-decay", 0.1, "momentum", 0.6),
            ReferenceRule.rmsprop(0.9, 1e-4, 0.1, 0.6)),
        arguments("adagrad", Map.of(), ReferenceRule.adagrad(1e-10, 0)),
        arguments(
            "adagrad", Map.of("eps", 0.01, "weight-decay", 0.1), ReferenceRule.adagrad(0.01, 0.1)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rules")
  void followsTheFormula(String name, Map<String, Object> settings, ReferenceRule rule) {
    Random random = new Random(3);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager);
        Optimizer optimizer = create(name, settings, parameters)) {
      Map<String, double[]> expected = new LinkedHashMap<>();
      Map<String, double[][]> slots = new LinkedHashMap<>();
      SHAPES.forEach(
          (weight, shape) -> {
            expected.put(weight, doubles(parameters.get(weight)));
            slots.put(weight, new double[(int) shape.size()][3]);
          });
      for (int step = 1; step <= STEPS; step++) {
        Map<String, float[]> gradients = gradients(random);
        double learningRate = 0.1 / step;
        GivenGradients.set(parameters, gradients);
        optimizer.step(learningRate);
        for (String weight : SHAPES.keySet()) {
          double[] numbers = expected.get(weight);
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                rule.next(
                    numbers[i], gradients.get(weight)[i], slots.get(weight)[i], step, learningRate);
          }
        }
      }
      // Each step rounds a few times by 2^-24 of numbers of size 1, changes are below 0.5 a step.
      SHAPES
          .keySet()
          .forEach(
              weight ->
                  assertThat(doubles(parameters.get(weight)))
                      .as(weight)
                      .containsExactly(expected.get(weight), within(STEPS * 1e-6)));
      assertThat(optimizer.state().get("step").getFloat()).isEqualTo(STEPS);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rules")
  void continuesBitForBitFromItsSavedState(
      String name, Map<String, Object> settings, ReferenceRule rule) {
    Random random = new Random(4);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager);
        Parameters others = parameters(manager);
        Optimizer optimizer = create(name, settings, parameters);
        Optimizer resumed = create(name, settings, others)) {
      for (int step = 0; step < 3; step++) {
        GivenGradients.set(parameters, gradients(random));
        optimizer.step(0.1);
      }
      parameters.byName().forEach(others::set);
      resumed.restore(optimizer.state());
      for (int step = 0; step < 3; step++) {
        Map<String, float[]> gradients = gradients(random);
        GivenGradients.set(parameters, gradients);
        GivenGradients.set(others, gradients);
        optimizer.step(0.05);
        resumed.step(0.05);
      }
      parameters
          .byName()
          .forEach(
              (weight, array) ->
                  assertThat(others.get(weight).toFloatArray())
                      .containsExactly(array.toFloatArray()));
      optimizer
          .state()
          .forEach(
              (slot, array) ->
                  assertThat(resumed.state().get(slot).toFloatArray())
                      .as(slot)
                      .containsExactly(array.toFloatArray()));
    }
  }

  @Test
  void namesItsStateAfterTheWeights() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager);
        Optimizer optimizer = create("adam", Map.of(), parameters)) {
      assertThat(optimizer.state())
          .containsKeys("a.weight.exp_avg", "a.bias.exp_avg_sq", "scale.max_exp_avg_sq", "step")
          .hasSize(3 * SHAPES.size() + 1);
    }
  }

  @Test
  void refusesTheStateOfAnotherModel() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager);
        Optimizer optimizer = create("adagrad", Map.of(), parameters)) {
      Map<String, NDArray> state = new LinkedHashMap<>(optimizer.state());
      state.remove("scale.sum");
      state.put("shift.sum", manager.create(0f));
      state.put("a.bias.sum", manager.zeros(new Shape(8)));
      assertThatThrownBy(() -> optimizer.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("missing: scale.sum")
          .hasMessageContaining("unexpected: shift.sum")
          .hasMessageContaining("a.bias.sum has shape (8), expected (7)");
    }
  }

  @Test
  void leavesFrozenWeightsAlone() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager)) {
      parameters.freeze("a.weight");
      float[] before = parameters.get("a.weight").toFloatArray();
      Map<String, float[]> gradients = gradients(new Random(5));
      gradients.remove("a.weight");
      try (Optimizer optimizer = create("adamw", Map.of(), parameters)) {
        GivenGradients.set(parameters, gradients);
        optimizer.step(0.1);
        assertThat(optimizer.state()).doesNotContainKey("a.weight.exp_avg");
      }
      assertThat(parameters.get("a.weight").toFloatArray()).containsExactly(before);
      parameters.freeze("a.bias");
      parameters.freeze("scale");
      assertThatThrownBy(() -> create("sgd", Map.of(), parameters))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("nothing to train");
    }
  }

  @Test
  void refusesWrongBetas() {
    assertThatThrownBy(() -> TestingSettings.of(factory("adam").settings(), Map.of("betas", "0.9")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("two numbers");
    assertThatThrownBy(
            () -> TestingSettings.of(factory("adamax").settings(), Map.of("betas", "0.9,1")))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void leavesNoHandlesBehind() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager);
        Optimizer optimizer = create("adam", Map.of(), parameters)) {
      GivenGradients.set(parameters, gradients(new Random(6)));
      optimizer.step(0.1);
      NDManager own = parameters.get("scale").getManager();
      int before = own.getManagedArrays().size();
      for (int i = 0; i < 20; i++) {
        optimizer.step(0.1);
      }
      assertThat(own.getManagedArrays()).hasSize(before);
    }
  }

  private static Parameters parameters(NDManager manager) {
    Parameters parameters = new Parameters(manager, 1);
    SHAPES.forEach((name, shape) -> parameters.normal(name, shape, 1));
    return parameters;
  }

  private static Map<String, float[]> gradients(Random random) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    SHAPES.forEach(
        (name, shape) ->
            gradients.put(name, GivenGradients.gaussian(random, (int) shape.size(), 1)));
    return gradients;
  }

  private static OptimizerFactory factory(String name) {
    return Optimizers.factories().stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optimizer create(
      String name, Map<String, Object> settings, Parameters parameters) {
    OptimizerFactory factory = factory(name);
    return factory.create(TestingSettings.of(factory.settings(), settings), parameters);
  }

  private static double[] doubles(NDArray array) {
    float[] floats = array.toFloatArray();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
