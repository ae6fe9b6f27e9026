package dev.rookery.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest(name = "{0}")
  @MethodSource("stacks")
  void aStackOverPaddedRowsEqualsTheStackOverEachRowAlone(RecurrentOptions options) {
    Recurrent stack = new Recurrent(parameters, "rnn", options);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    NDList state = randomState(options);
    Recurrent.Result padded = stack.forward(input, lengths(), state, false);
    for (int row = 0; row < LENGTHS.length; row++) {
      Recurrent.Result alone = stack.forwardFrom(rowAlone(input, row), rowAlone(state, row), false);
      for (int i = 0; i < options.cell().states(); i++) {
        assertEqual(padded.state().get(i).get(":, {}", row), alone.state().get(i).get(":, 0"));
      }
      assertEqual(padded.output().get("{}, 0:{}", row, LENGTHS[row]), alone.output().get("0"));
    }
    assertThat(padded.output().get("1, 1:").abs().max().getFloat()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stacks")
  void gradientsOfPaddedRowsAreTheSumOfEachRowAlone(RecurrentOptions options) {
    Recurrent stack = new Recurrent(parameters, "rnn", options);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    backward(() -> total(stack.forward(input, lengths(), null, true)));
    NDList padded = gradients();
    parameters.zeroGradients();
    for (int row = 0; row < LENGTHS.length; row++) {
      NDArray alone = rowAlone(input, row);
      backward(() -> total(stack.forwardFrom(alone, null, true)));
    }
    NDList summed = gradients();
    for (int i = 0; i < padded.size(); i++) {
      float largest = summed.get(i).abs().max().getFloat();
      assertThat(largest).isPositive();
      assertThat(padded.get(i).sub(summed.get(i)).abs().max().getFloat())
          .isCloseTo(0, within(1e-5f * (1 + largest)));
    }
  }

  @Test
  void aRowWithoutTokensKeepsAStateOfZeros() {
    stacks()
        .forEach(
            options -> {
              Recurrent stack = new Recurrent(parameters, options.toString(), options);
              NDArray input = manager.randomNormal(new Shape(2, 3, 4));
              NDArray lengths = manager.create(new long[] {0, 3});

              Recurrent.Result result = stack.forward(input, lengths, null, false);

              for (NDArray state : result.state()) {
                assertThat(state.get(":, 0").abs().max().getFloat())
                    .as(options.toString())
                    .isZero();
                assertThat(state.get(":, 1").abs().max().getFloat()).isPositive();
              }
            });
  }

  @Test
  void dropoutBetweenLayersIsForTrainingOnly() {
    RecurrentOptions options = new RecurrentOptions(RecurrentOptions.Cell.GRU, 4, 6, 2, false, 0.5);
    Recurrent stack = new Recurrent(parameters, "rnn", options);
    NDArray input = manager.randomNormal(new Shape(3, 5, 4));
    NDArray[] results = new NDArray[2];
    backward(
        () -> {
          for (int i = 0; i < 2; i++) {
            results[i] = stack.forward(input, lengths(), null, true).output();
          }
          return results[0].sum();
        });

    assertThat(results[0].sub(results[1]).abs().max().getFloat()).isPositive();
    assertEqual(
        stack.forward(input, lengths(), null, false).output(),
        stack.forward(input, lengths(), null, false).output());
  }

  static Stream<RecurrentOptions> stacks() {
    return Arrays.stream(RecurrentOptions.Cell.values())
        .flatMap(
            cell ->
                Stream.of(
                    RecurrentOptions.ofOneLayer(cell, 4, 6),
                    new RecurrentOptions(cell, 4, 6, 3, false, 0),
                    new RecurrentOptions(cell, 4, 6, 1, true, 0),
                    new RecurrentOptions(cell, 4, 6, 2, true, 0)));
  }

  /** Weights all numbers of a result differently, so that no two can be exchanged. */
  private static NDArray total(Recurrent.Result result) {
    NDArray sum = result.output().square().sum();
    for (NDArray state : result.state()) {
      NDArray row = state.sum(new int[] {1});
      NDArray weights = row.getManager().arange(1f, row.size() + 1f).reshape(row.getShape());
      sum = sum.add(row.mul(weights).sum());
    }
    return sum;
  }

  /** A backward state begins at a row's end, so only forward ones can be anything. */
  private NDList randomState(RecurrentOptions options) {
    NDList state = new NDList();
    for (int i = 0; i < options.cell().states(); i++) {
      Shape shape = new Shape(options.layers() * options.directions(), 3, options.hiddenSize());
      NDArray array = manager.randomNormal(shape);
      state.add(options.bidirectional() ? manager.zeros(shape) : array);
    }
    return state;
  }

  private static NDList rowAlone(NDList state, int row) {
    return new NDList(state.stream().map(s -> s.get(":, {}:{}", row, row + 1)).toList());
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
