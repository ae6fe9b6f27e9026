package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientClippingTest {

  private static final Map<String, float[]> GRADIENTS =
      Map.of("a", new float[] {3, 0, 0}, "b", new float[] {0, -4});

  @Test
  void scalesAllGradientsByTheirCommonNorm() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager)) {
      GivenGradients.set(parameters, GRADIENTS);
      assertThat(new GradientClipping(0.5).apply(parameters)).isEqualTo(5);
      // PyTorch divides by norm + 1e-6, which moves the result by 2e-7 of itself.
      assertThat(gradient(parameters, "a")).containsExactly(new float[] {0.3f, 0, 0}, TINY);
      assertThat(gradient(parameters, "b")).containsExactly(new float[] {0, -0.4f}, TINY);
      assertThat(new GradientClipping(0).apply(parameters)).isEqualTo(0.5, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5.1, 0, -1})
  void leavesGradientsAsTheyAre(double bound) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager)) {
      GivenGradients.set(parameters, GRADIENTS);
      assertThat(new GradientClipping(bound).apply(parameters)).isEqualTo(5);
      assertThat(gradient(parameters, "a")).containsExactly(3, 0, 0);
      assertThat(gradient(parameters, "b")).containsExactly(0, -4);
    }
  }

  @Test
  void reportsGradientsThatAreNotFinite() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = parameters(manager)) {
      GivenGradients.set(
          parameters, Map.of("a", new float[] {Float.NaN, 0, 0}, "b", new float[] {0, 1}));
      assertThat(new GradientClipping(1).apply(parameters)).isNaN();
    }
  }

  private static final org.assertj.core.data.Offset<Float> TINY = within(1e-6f);

  private static Parameters parameters(NDManager manager) {
    Parameters parameters = new Parameters(manager, 1);
    parameters.normal("a", new Shape(3), 1);
    parameters.normal("b", new Shape(2), 1);
    parameters.constant("frozen", new Shape(2), 1);
    parameters.freeze("frozen");
    return parameters;
  }

  private static float[] gradient(Parameters parameters, String name) {
    try (NDArray gradient = parameters.get(name).getGradient()) {
      return gradient.toFloatArray();
    }
  }
}
