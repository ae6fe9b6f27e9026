package dev.rookery.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecurrentTest {

  private static final int[] LENGTHS = {5, 1, 3};
  // float32 sums in another order
  private static final double TOLERANCE = 1e-6;

  private NDManager manager;
  private Parameters parameters;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    parameters = new Parameters(manager, 7);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void lstmOverPaddedRowsEqualsLstmOverEachRowAlone() {
    Lstm lstm = new Lstm(parameters, "lstm", 4, 6);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    Lstm.Result padded = lstm.forward(input, lengths(), false);
    for (int row = 0; row < LENGTHS.length; row++) {
      Lstm.Result alone = lstm.forwardFrom(rowAlone(input, row), null, false);
      assertEqual(padded.hidden().get(":, {}", row), alone.hidden().get(":, 0"));
      assertEqual(padded.cell().get(":, {}", row), alone.cell().get(":, 0"));
      assertEqual(padded.output().get("{}, 0:{}", row, LENGTHS[row]), alone.output().get("0"));
      if (LENGTHS[row] < 5) {
        NDArray atPadding = padded.output().get("{}, {}:", row, LENGTHS[row]);
        assertThat(atPadding.abs().max().getFloat()).isZero();
      }
    }
  }

  @Test
  void gruOverPaddedRowsEqualsGruOverEachRowAlone() {
    Gru gru = new Gru(parameters, "gru", 4, 6);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    Gru.Result padded = gru.forward(input, lengths(), false);
    for (int row = 0; row < LENGTHS.length; row++) {
      Gru.Result alone = gru.forwardFrom(rowAlone(input, row), null, false);
      assertEqual(padded.hidden().get(":, {}", row), alone.hidden().get(":, 0"));
      assertEqual(padded.output().get("{}, 0:{}", row, LENGTHS[row]), alone.output().get("0"));
    }
  }

  @Test
  void lstmGradientsOfPaddedRowsAreTheSumOfEachRowAlone() {
    Lstm lstm = new Lstm(parameters, "lstm", 4, 6);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    backward(() -> lstm.forward(input, lengths(), true).cell().sum());
    NDList padded = gradients();
    parameters.zeroGradients();
    for (int row = 0; row < LENGTHS.length; row++) {
      NDArray alone = rowAlone(input, row);
      backward(() -> lstm.forwardFrom(alone, null, true).cell().sum());
    }
    NDList summed = gradients();
    for (int i = 0; i < padded.size(); i++) {
      assertThat(padded.get(i).abs().max().getFloat()).isPositive();
      assertThat(padded.get(i).sub(summed.get(i)).abs().max().getFloat())
          .isCloseTo(0, within(1e-5f));
    }
  }

  private void backward(java.util.function.Supplier<NDArray> loss) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
    }
  }

  private NDList gradients() {
    NDList copies = new NDList();
    parameters.all().forEach(array -> copies.add(array.getGradient().duplicate()));
    return copies;
  }

  private NDArray lengths() {
    return manager.create(new long[] {5, 1, 3});
  }

  private static NDArray rowAlone(NDArray input, int row) {
    return input.get("{}:{}, 0:{}", row, row + 1, LENGTHS[row]);
  }

  private static void assertEqual(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat((double) actual.sub(expected).abs().max().getFloat())
        .isCloseTo(0, within(TOLERANCE));
  }
}
