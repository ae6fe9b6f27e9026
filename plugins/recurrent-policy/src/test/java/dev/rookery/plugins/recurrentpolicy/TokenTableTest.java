package dev.rookery.plugins.recurrentpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Recurrent;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.policy.PolicyInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vocabulary may be too large for a table, which is to change nothing but the time. */
class TokenTableTest {

  private static final String NAME = "recurrent";
  private static final long[][] TOKENS = {{1, 4, 3, 2}, {2, 2, 0, 4}};

  private NDManager manager;
  private Parameters parameters;
  private NDArray embeddings;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    parameters = new Parameters(manager, 3);
    embeddings = new Embedding(parameters, "embedding", 5, 4).weight();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private TokenTable table(long largest) {
    return new TokenTable(parameters, embeddings, NAME, largest);
  }

  @Test
  void itIsForSmallVocabularies() {
    new Recurrent(parameters, NAME, options(Cell.GRU));
    assertThat(table(TokenTable.LARGEST).hasProduct()).isTrue();
    assertThat(table(5 * 18 - 1).hasProduct()).isFalse();
    assertThat(table(5 * 18).get().getShape()).isEqualTo(new Shape(5, 18));
    assertThat(table(0).get()).isSameAs(embeddings);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cell.class,
      names = {"GRU", "LSTM"})
  void aStepIsTheSameWithoutIt(Cell cell) {
    RecurrentOptions options = options(cell);
    new Recurrent(parameters, NAME, options);
    NDList expected = step(0, options);
    NDList looked = step(TokenTable.LARGEST, options);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(looked.get(i), expected.get(i));
    }
  }

  private NDList step(long largest, RecurrentOptions options) {
    NDList states = new NDList();
    for (int i = 0; i < options.cell().states(); i++) {
      states.add(manager.arange(24f).reshape(2, 2, 6).div(24));
    }
    return new RecurrentStep(parameters, table(largest), NAME, options)
        .run(manager.create(new long[] {4, 1}), states);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wholeSequencesAreTheSameWithoutIt(boolean training) {
    RecurrentOptions options = options(Cell.GRU);
    Recurrent layers = new Recurrent(parameters, NAME, options);
    PolicyInput input = PolicyInput.of(manager.create(TOKENS), training);
    NDArray embedded = embeddings.get(input.tokens()).reshape(2, 4, 4);
    NDArray expected = layers.forwardFrom(embedded, null, false).output();
    for (long largest : new long[] {0, TokenTable.LARGEST}) {
      assertClose(
          new RaggedGru(parameters, table(largest), NAME, options).outputs(input), expected);
    }
  }

  private static RecurrentOptions options(Cell cell) {
    return new RecurrentOptions(cell, 4, 6, 2, false, 0);
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(actual.sub(expected).abs().max().getFloat()).isCloseTo(0, within(1e-6f));
  }
}
