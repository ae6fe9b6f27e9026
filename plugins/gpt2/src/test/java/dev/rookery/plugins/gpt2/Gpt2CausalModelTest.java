package dev.rookery.plugins.gpt2;

import static dev.rookery.plugins.gpt2.TestingGpt2.TOKENS;
import static dev.rookery.plugins.gpt2.TestingGpt2.actor;
import static dev.rookery.plugins.gpt2.TestingGpt2.assertClose;
import static dev.rookery.plugins.gpt2.TestingGpt2.settings;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalInput;
import dev.rookery.api.model.CausalModel.Continuation;
import dev.rookery.api.nn.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Gpt2CausalModelTest {

  private static final float ROUNDING = 1e-4f;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private Gpt2Policy model;

  @BeforeEach
  void open() {
    model = actor(settings(), Precision.FLOAT32, manager);
  }

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  private CausalInput input(long[]... tokens) {
    return CausalInput.of(manager.create(tokens));
  }

  @Test
  void goesOnInStepsOfAnySize() {
    NDArray all = manager.create(TOKENS);
    NDArray expected = model.hidden(CausalInput.of(all));
    Continuation begun = model.begin(CausalInput.of(all.get(":, :2")));
    assertClose(begun.hidden(), expected.get(":, :2"), ROUNDING);
    Continuation three = model.goOn(CausalInput.of(all.get(":, 2:5")), begun.state());
    assertClose(three.hidden(), expected.get(":, 2:5"), ROUNDING);
    Continuation one = model.goOn(CausalInput.of(all.get(":, 5:")), three.state());
    assertClose(one.hidden(), expected.get(":, 5:"), ROUNDING);
  }

  @Test
  void goesOnWhereTheCacheIsFull() {
    long[][] tokens = new long[2][70];
    for (int i = 0; i < 70; i++) {
      tokens[0][i] = i % 11;
      tokens[1][i] = i * i % 11;
    }
    NDArray all = manager.create(tokens);
    NDArray expected = model.hidden(CausalInput.of(all));
    Continuation now = model.begin(CausalInput.of(all.get(":, :3")));
    for (int t = 3; t < 70; t++) {
      now = model.goOn(CausalInput.of(all.get(":, {}:{}", t, t + 1)), now.state());
    }
    assertClose(now.hidden(), expected.get(":, 69:"), ROUNDING);
  }

  @Test
  void paddingOnTheLeftChangesNothing() {
    NDArray padded = manager.create(new long[][] {{0, 0, 1, 4, 7, 9}, {1, 3, 3, 10, 6, 8}});
    NDArray mask = padded.neq(0);
    mask = mask.logicalOr(manager.create(new boolean[] {false, true}).reshape(2, 1));
    NDArray alone = model.hidden(input(new long[] {1, 4, 7, 9}));
    assertClose(model.hidden(CausalInput.of(padded, mask)).get("0:1, 2:"), alone, ROUNDING);
    Continuation begun = model.begin(CausalInput.of(padded.get(":, :5"), mask.get(":, :5")));
    assertClose(begun.hidden().get("0:1, 2:"), alone.get(":, :3"), ROUNDING);
    Continuation last = model.goOn(CausalInput.of(padded.get(":, 5:"), mask), begun.state());
    assertClose(last.hidden().get("0:1"), alone.get(":, 3:"), ROUNDING);
  }

  @Test
  void rowsOfAStateArePickedAndTheStateStays() {
    Continuation begun = model.begin(input(new long[] {1, 4}, new long[] {1, 3}));
    NDList picked = model.pickRows(begun.state(), manager.create(new long[] {1, 1, 0}));
    Continuation next = model.goOn(input(new long[] {3}, new long[] {7}, new long[] {7}), picked);
    NDArray expected =
        model.hidden(input(new long[] {1, 3, 3}, new long[] {1, 3, 7}, new long[] {1, 4, 7}));
    assertClose(next.hidden(), expected.get(":, 2:"), ROUNDING);
    Continuation first = model.goOn(input(new long[] {7}, new long[] {3}), begun.state());
    assertClose(first.hidden().get("0:1"), expected.get("2:3, 2:"), ROUNDING);
  }

  @Test
  void showsItsLayers() {
    NDList states = model.hiddenStates(CausalInput.of(manager.create(TOKENS)));
    assertThat(states).hasSize(4);
    assertClose(states.get(3), model.hidden(CausalInput.of(manager.create(TOKENS))), ROUNDING);
  }
}
