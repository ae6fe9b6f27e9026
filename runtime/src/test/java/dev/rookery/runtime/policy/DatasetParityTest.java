package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What AceGen learns from when it learns sequences of a file: our batches with {@code
 * agent.learn-after-end} are its tensors, and those without have one step less a sequence.
 */
@Tag("parity")
class DatasetParityTest {

  private static final String FILE = "acegen/dataset_tensors.json";

  @TestFactory
  Stream<DynamicTest> tensors() {
    return ParityFolder.tests(
        FILE,
        (golden, tests) ->
            golden
                .properties()
                .forEach(
                    entry -> {
                      if (entry.getValue().has("observation")) {
                        tests.add(
                            dynamicTest(
                                entry.getKey(),
                                () -> check(entry.getKey(), entry.getValue(), golden)));
                      }
                    }));
  }

  private static void check(String name, JsonNode tensors, JsonNode golden) {
    boolean isRaw = name.startsWith("smiles_to_tensordict");
    int columns = tensors.get("observation").get("shape").get(1).asInt();
    List<int[]> sequences = new ArrayList<>();
    int startId = 0;
    for (JsonNode row : golden.get(isRaw ? "raw" : "encoded")) {
      int[] ids = Arrays.stream(ParityFolder.ids(row)).filter(id -> id >= 0).toArray();
      startId = ids[0];
      sequences.add(Arrays.copyOfRange(ids, 1, ids.length));
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Table table =
          Table.of(
              SequenceBatch.of(
                  sequences.stream().map(each -> SequenceCodec.likeAceGen(each, columns)).toList(),
                  startId),
              columns,
              rewards(name, tensors, golden),
              name.endsWith("no_replace") ? -1 : 0,
              manager);
      tensors.properties().forEach(each -> table.check(each.getKey(), each.getValue()));
      Table ours =
          Table.of(SequenceBatch.of(sequences, startId), columns + 1, new double[0], 0, manager);
      if (Arrays.stream(ours.lengths).max().orElseThrow() < columns) {
        ours.checkOneStepLess(tensors);
      }
    }
  }

  /** What the rows earned, which the file doesn't name for those that were given as ids. */
  private static double[] rewards(String name, JsonNode tensors, JsonNode golden) {
    JsonNode reward = tensors.get("next/reward");
    double[] rewards = new double[reward.get("shape").get(0).asInt()];
    if (name.startsWith("smiles_to_tensordict")) {
      float[] all = GoldenTensor.numbers(reward.get("data"));
      for (int i = 0; i < all.length; i++) {
        rewards[i * rewards.length / all.length] += all[i];
      }
    } else if (!name.equals("collate_fn")) {
      Arrays.setAll(rewards, row -> golden.get("collate_reward").get(row).asDouble());
    }
    return rewards;
  }

  /**
   * A batch by row and column.
   *
   * @param columns as many as AceGen's tensors have
   * @param filler at padding
   */
  private record Table(
      long[] observations,
      long[] actions,
      int[] lengths,
      int steps,
      int columns,
      double[] rewards,
      int filler) {

    static Table of(
        SequenceBatch batch, int columns, double[] rewards, int filler, NDManager manager) {
      int[] lengths = new int[batch.rows()];
      Arrays.setAll(lengths, batch::length);
      boolean[] mask = batch.mask(manager).toBooleanArray();
      for (int i = 0; i < mask.length; i++) {
        assertThat(mask[i]).isEqualTo(i % batch.steps() < lengths[i / batch.steps()]);
      }
      return new Table(
          batch.observations(manager).toLongArray(),
          batch.actions(manager).toLongArray(),
          lengths,
          batch.steps(),
          columns,
          rewards,
          filler);
    }

    private interface Cell {
      double at(int row, int t);
    }

    void check(String name, JsonNode tensor) {
      String plain = name.replaceAll("^next/(sequence_mask/|sequence/)+", "next/");
      Cell cell = cells().get(plain);
      assertThat(cell).as("a tensor called " + name).isNotNull();
      float[] theirs = GoldenTensor.numbers(tensor.get("data"));
      assertThat(theirs).as(name).hasSize(lengths.length * columns);
      for (int i = 0; i < theirs.length; i++) {
        assertThat((float) cell.at(i / columns, i % columns))
            .as("%s, row %d, column %d", name, i / columns, i % columns)
            .isCloseTo(theirs[i], Offset.offset(1e-7f));
      }
    }

    private Map<String, Cell> cells() {
      Map<String, Cell> cells = new LinkedHashMap<>();
      Cell observed = (row, t) -> t < lengths[row] ? observations[row * steps + t] : filler;
      Cell written = (row, t) -> t < lengths[row] - 1 ? actions[row * steps + t] : filler;
      Cell isLast = (row, t) -> t == lengths[row] - 1 ? 1 : 0;
      Cell isNextLast = (row, t) -> t == lengths[row] - 2 ? 1 : 0;
      Cell isThere = (row, t) -> t < lengths[row] ? 1 : 0;
      Cell never = (row, t) -> 0;
      cells.put("observation", observed);
      cells.put("sequence", observed);
      cells.put("action", written);
      cells.put("next/observation", written);
      cells.put("mask", isThere);
      cells.put("sequence_mask", isThere);
      cells.put("next/mask", (row, t) -> t < lengths[row] - 1 ? 1 : 0);
      cells.put("done", isLast);
      cells.put("terminated", isLast);
      cells.put("next/done", isNextLast);
      cells.put("next/terminated", isNextLast);
      cells.put("truncated", never);
      cells.put("next/truncated", never);
      cells.put("is_init", (row, t) -> t == 0 ? 1 : 0);
      cells.put("next/is_init", never);
      cells.put("next/reward", (row, t) -> t == lengths[row] - 2 ? rewards[row] : 0);
      return cells;
    }

    /** Without the step after the end the same is written at the same steps. */
    void checkOneStepLess(JsonNode tensors) {
      int wide = tensors.get("mask").get("shape").get(1).asInt();
      float[] mask = GoldenTensor.numbers(tensors.get("next/mask").get("data"));
      float[] written = GoldenTensor.numbers(tensors.get("action").get("data"));
      for (int i = 0; i < mask.length; i++) {
        int row = i / wide;
        int t = i % wide;
        assertThat(t < lengths[row]).isEqualTo(mask[i] == 1);
        if (mask[i] == 1) {
          assertThat((float) actions[row * steps + t]).isEqualTo(written[i]);
        }
      }
    }
  }
}
