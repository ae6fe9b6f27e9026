package dev.rookery.runtime.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeSearchTest {

  private static final int START = 1;
  private static final int END = 2;

  /**
   * A model that counts down: a context of value n is answered by n tokens of id 3, then the end.
   * The state is the number of tokens that are left.
   */
  private static final class CountDown implements GeneratorModel {

    private final boolean incremental;
    private final List<Long> batchSizes = new ArrayList<>();

    CountDown(boolean incremental) {
      this.incremental = incremental;
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("it has no weights");
    }

    @Override
    public NDList encode(EncoderInput input) {
      throw new UnsupportedOperationException("the test gives the states");
    }

    @Override
    public DecoderOutput decode(DecoderInput input) {
      NDArray tokens = input.tokens();
      batchSizes.add(tokens.getShape().get(0));
      NDManager manager = tokens.getManager();
      long length = tokens.getShape().get(1);
      NDArray left =
          input.incrementalState() == null
              ? input.encoderStates().head().sub((float) (length - 1))
              : input.incrementalState().head().sub(1f);
      left.attach(manager);
      // the last position carries what is left; earlier ones don't matter
      NDArray hidden = left.reshape(-1, 1, 1).repeat(1, length);
      return new DecoderOutput(hidden, incremental ? new NDList(left) : null);
    }

    @Override
    public NDArray output(NDArray hidden, boolean training) {
      NDArray go = hidden.gt(0f).toType(ai.djl.ndarray.types.DataType.FLOAT32, false).flatten();
      NDArray logits = hidden.getManager().zeros(new Shape(go.size(), 5));
      return logits
          .add(go.reshape(-1, 1).mul(hidden.getManager().create(new float[] {0, 0, 0, 4, 0})))
          .add(
              go.neg()
                  .add(1f)
                  .reshape(-1, 1)
                  .mul(hidden.getManager().create(new float[] {0, 0, 4, 0, 0})));
    }

    @Override
    public NDList reorderEncoderStates(NDList states, NDArray indices) {
      return new NDList(Rows.select(states.head(), 0, indices, false));
    }

    @Override
    public NDList reorderIncrementalState(NDList state, NDArray indices) {
      return new NDList(Rows.select(state.head(), 0, indices, false));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsEndOneByOneAndLeaveTheBatch(boolean incremental) {
    CountDown model = new CountDown(incremental);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList states = new NDList(manager.create(new float[] {2, 0, 3}));
      int managedBefore = manager.getManagedArrays().size();
      List<List<Hypothesis>> found =
          greedy(0.65).generate(new Search.Request(model, states, rows(3), 20));
      assertThat(tokens(found.get(0))).containsExactly(3, 3, END);
      assertThat(tokens(found.get(1))).containsExactly(END);
      assertThat(tokens(found.get(2))).containsExactly(3, 3, 3, END);
      assertThat(model.batchSizes).containsExactly(3L, 2L, 2L, 1L);
      assertThat(manager.getManagedArrays()).hasSize(managedBefore);
      double logprob = 4 - Math.log(Math.exp(4) + 4);
      assertThat(found.get(1).get(0).tokens().get(0).logprob()).isCloseTo(logprob, within(1e-5));
      assertThat(found.get(0).get(0).score())
          .isCloseTo(3 * logprob / Math.pow(5 / 6.0, 0.65), within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReplyIsCutAtTheMaximalLength(boolean incremental) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList states = new NDList(manager.create(new float[] {100}));
      List<List<Hypothesis>> found =
          greedy(0).generate(new Search.Request(new CountDown(incremental), states, rows(1), 4));
      assertThat(tokens(found.get(0))).containsExactly(3, 3, 3, END);
    }
  }

  private static List<Integer> tokens(List<Hypothesis> hypotheses) {
    return hypotheses.get(0).tokens().stream().map(Hypothesis.Token::id).toList();
  }

  private static Search greedy(double lengthPenalty) {
    return new TreeSearch(
        new TreeSearchSettings(
            1, 1, 0, lengthPenalty, 1, new Blocking(0, 0, 0, true, BlockList.empty())),
        new BestPaths(),
        START,
        END);
  }

  private static List<Search.Row> rows(int count) {
    return java.util.Collections.nCopies(count, Search.Row.of(new int[0], new int[0], 1));
  }
}
