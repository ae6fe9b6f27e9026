package dev.rookery.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void whatIsDerivedLastsUntilWeightsChange() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Parameters parameters = new Parameters(manager, 1);
      NDArray weight = parameters.constant("weight", new Shape(3), 2);
      NDArray first = derived(parameters, weight);
      assertThat(derived(parameters, weight)).isSameAs(first);
      assertThat(first.toFloatArray()).containsExactly(4, 4, 4);

      parameters.set("weight", manager.full(new Shape(3), 3f));

      assertThat(first.isReleased()).isTrue();
      assertThat(derived(parameters, weight).toFloatArray()).containsExactly(9, 9, 9);
    }
  }

  /** Made in a step that is over when it is asked for again. */
  private static NDArray derived(Parameters parameters, NDArray weight) {
    try (NDManager step = weight.getManager().newSubManager()) {
      return parameters.derived(
          parameters,
          () -> {
            NDArray square = weight.square();
            square.attach(step);
            return square;
          });
    }
  }
}
