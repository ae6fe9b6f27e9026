package dev.rookery.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.DecoderOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a decoder's state must hold to when replies are written token by token. */
abstract class IncrementalStateContract extends GeneratorModelFixture {

  /**
   * Whether reading replies token by token gives what reading them at once gives. It should; false
   * is for models whose reference trains on something other than it generates by.
   */
  protected boolean stepsEqualTeacherForcing() {
    return true;
  }

  @Test
  void stepByStepGivesTheLogitsOfTeacherForcing() {
    assumeTrue(stepsEqualTeacherForcing());
    try (NDManager step = root.newSubManager()) {
      NDArray expected = teacherForcing(step, CONTEXTS, REPLIES);
      NDList states = encode(step, CONTEXTS, false);
      NDList incremental = null;
      for (int t = 0; t < 4; t++) {
        DecoderOutput output = decode(step, upTo(t, incremental != null), states, incremental);
        incremental = output.incrementalState();
        NDArray last = model.output(output.hidden(), false).get(":, -1");

        assertClose(last, expected.get(":, " + t), "step " + t);
      }
    }
  }

  @Test
  void paddingMovesNoIncrementalStep() {
    try (NDManager step = root.newSubManager()) {
      NDArray together = lastLogits(step, CONTEXTS, REPLIES);
      for (int row = 0; row < CONTEXTS.size(); row++) {
        NDArray alone = lastLogits(step, List.of(CONTEXTS.get(row)), List.of(REPLIES.get(row)));

        assertClose(together.get(row + ":" + (row + 1)), alone, "row " + row);
      }
    }
  }

  @Test
  void reorderPicksRows() {
    try (NDManager step = root.newSubManager()) {
      int[][] choices = {{2, 0, 0}, {1}, {0, 1, 2, 2, 1, 0}};
      for (int[] rows : choices) {
        NDArray indices = step.create(Arrays.stream(rows).asLongStream().toArray());
        NDArray expected = lastLogits(step, CONTEXTS, REPLIES).get(indices);

        assertClose(reordered(step, rows, indices), expected, Arrays.toString(rows));
      }
    }
  }

  NDArray reordered(NDManager step, int[] rows, NDArray indices) {
    NDList states = encode(step, CONTEXTS, false);
    List<int[]> begin = REPLIES.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toList();
    NDList incremental = decode(step, begin, states, null).incrementalState();
    NDList picked =
        incremental == null ? null : model.reorderIncrementalState(incremental, indices);
    List<int[]> end =
        Arrays.stream(rows)
            .mapToObj(REPLIES::get)
            .map(r -> picked == null ? r : new int[] {r[r.length - 1]})
            .toList();
    NDList pickedStates = model.reorderEncoderStates(states, indices);
    return model.output(decode(step, end, pickedStates, picked).hidden(), false).get(":, -1");
  }

  @Test
  void rowsOfTokensMayShareARowOfStates() {
    assumeTrue(model.sharesEncoderStates(), "each row of tokens has its own row of states");
    try (NDManager step = root.newSubManager()) {
      int[] contexts = {0, 0, 2, 2};
      List<int[]> replies = List.of(REPLIES.get(0), REPLIES.get(1), REPLIES.get(2), REPLIES.get(1));
      List<int[]> repeated = Arrays.stream(contexts).mapToObj(CONTEXTS::get).toList();
      NDArray expected = lastLogits(step, repeated, replies);

      NDList states = encode(step, List.of(CONTEXTS.get(0), CONTEXTS.get(2)), false);
      List<int[]> begin = replies.stream().map(r -> Arrays.copyOf(r, r.length - 1)).toList();
      NDList incremental = decode(step, begin, states, null).incrementalState();
      List<int[]> end = replies.stream().map(r -> new int[] {r[r.length - 1]}).toList();
      NDArray hidden = decode(step, end, states, incremental).hidden();
      assertClose(model.output(hidden, false).get(":, -1"), expected, "logits");
    }
  }

  @Test
  void oneStateMayBeContinuedInSeveralWays() {
    try (NDManager step = root.newSubManager()) {
      NDList states = encode(step, CONTEXTS, false);
      NDList one = null;
      for (int t = 0; t < 2; t++) {
        one = decode(step, column(REPLIES, t), states, one).incrementalState();
        assumeTrue(one != null, "the model has no incremental state");
      }
      List<int[]> others = REPLIES.stream().map(r -> new int[] {r[0], r[1], 8, r[3]}).toList();
      NDList first = decode(step, column(REPLIES, 2), states, one).incrementalState();
      NDList second = decode(step, column(others, 2), states, one).incrementalState();

      assertClose(
          lastOf(decode(step, column(REPLIES, 3), states, first)),
          stepByStep(step, REPLIES),
          "the first continuation");
      assertClose(
          lastOf(decode(step, column(others, 3), states, second)),
          stepByStep(step, others),
          "the second continuation");
    }
  }

  /** The last logits of replies that nothing else continues. */
  private NDArray stepByStep(NDManager step, List<int[]> replies) {
    NDList states = encode(step, CONTEXTS, false);
    DecoderOutput output = decode(step, column(replies, 0), states, null);
    for (int t = 1; t < replies.get(0).length; t++) {
      output = decode(step, column(replies, t), states, output.incrementalState());
    }
    return lastOf(output);
  }

  /** As a beam search does it: rows multiply, swap within a group, and groups leave. */
  @Test
  void reorderFollowsABeam() {
    assumeTrue(stepsEqualTeacherForcing());
    int[][] picks = {
      {0, 0, 1, 1, 2, 2}, {1, 0, 3, 3, 5, 4}, {1, 0, 4, 5}, {0, 0, 3, 2}, {1, 0, 2, 2}, {3, 0}
    };
    SplittableRandom random = new SplittableRandom(5);
    try (NDManager step = root.newSubManager()) {
      NDList states = encode(step, CONTEXTS, false);
      List<List<Integer>> written = new ArrayList<>(List.of(List.of(1), List.of(1), List.of(1)));
      List<int[]> contexts = new ArrayList<>(CONTEXTS);
      NDList incremental = decode(step, arrays(written, 0), states, null).incrementalState();
      assumeTrue(incremental != null, "the model has no incremental state");
      for (int round = 0; round < picks.length; round++) {
        int[] pick = picks[round];
        NDArray indices = step.create(Arrays.stream(pick).asLongStream().toArray());
        int more = round == 2 ? 2 : 1;
        written = extended(written, pick, more, random);
        contexts = new ArrayList<>(Arrays.stream(pick).mapToObj(contexts::get).toList());
        states = model.reorderEncoderStates(states, indices);
        try (NDManager inner = step.newSubManager()) {
          indices.attach(inner);
          model.reorderIncrementalState(incremental, indices); // leaves the state as it was
        }
        NDArray again = step.create(Arrays.stream(pick).asLongStream().toArray());
        incremental = model.reorderIncrementalState(incremental, again);
        DecoderOutput output =
            decode(step, arrays(written, written.get(0).size() - more), states, incremental);
        incremental = output.incrementalState();

        assertClose(
            lastOf(output),
            teacherForcing(step, contexts, arrays(written, 0)).get(":, -1"),
            "round " + round);
      }
    }
  }

  private static List<List<Integer>> extended(
      List<List<Integer>> written, int[] pick, int more, SplittableRandom random) {
    List<List<Integer>> result = new ArrayList<>();
    for (int row : pick) {
      List<Integer> tokens = new ArrayList<>(written.get(row));
      for (int i = 0; i < more; i++) {
        tokens.add(4 + random.nextInt(VOCABULARY_SIZE - 4));
      }
      result.add(tokens);
    }
    return result;
  }

  private static List<int[]> arrays(List<List<Integer>> rows, int from) {
    return rows.stream()
        .map(row -> row.subList(from, row.size()).stream().mapToInt(id -> id).toArray())
        .toList();
  }

  private static List<int[]> column(List<int[]> replies, int t) {
    return replies.stream().map(reply -> new int[] {reply[t]}).toList();
  }
}
