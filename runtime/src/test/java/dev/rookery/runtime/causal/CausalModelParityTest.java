package dev.rookery.runtime.causal;

import static dev.rookery.runtime.causal.GoldenGpt2.floats;
import static dev.rookery.runtime.causal.GoldenGpt2.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.model.CausalInput;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.model.CausalModel.Continuation;
import dev.rookery.runtime.text.ParityFolder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Logits and vectors of Hugging Face's GPT-2. */
@Tag("parity")
class CausalModelParityTest {

  /** What the reference data recommends; its floats have 9 digits. */
  private static final float TOLERANCE = 1e-4f;

  @TestFactory
  Stream<DynamicTest> wholeTexts() {
    return ParityFolder.tests(
        "gpt2/golden_logits.json",
        (golden, tests) ->
            golden.forEach(
                text ->
                    tests.add(
                        dynamicTest(
                            text.get("model").asText() + " " + text.get("ids").size() + " tokens",
                            () -> checkWhole(text)))));
  }

  private static void checkWhole(JsonNode golden) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        CausalModel model = GoldenGpt2.model(golden.get("model").asText(), manager)) {
      int[] ids = ParityFolder.ids(golden.get("ids"));
      NDArray tokens =
          manager.create(Arrays.stream(ids).asLongStream().toArray(), new Shape(1, ids.length));
      NDList states = model.hiddenStates(CausalInput.of(tokens));
      JsonNode means = golden.get("hidden_states_mean_abs");
      assertThat(states).hasSize(means.size());
      for (int i = 0; i < means.size(); i++) {
        assertThat(states.get(i).abs().mean().getFloat())
            .as("mean size of the vectors of layer %d", i)
            .isCloseTo((float) means.get(i).asDouble(), Offset.offset(TOLERANCE));
      }
      NDArray hidden = model.hidden(CausalInput.of(tokens)).squeeze(0);
      assertClose("mean vector", hidden.mean(new int[] {0}), golden.get("last_hidden_state_mean"));
      assertClose("last vector", hidden.get(-1), golden.get("last_hidden_state_last"));
      checkLogits(golden, model.logits(hidden, false), ids);
    }
  }

  private static void checkLogits(JsonNode golden, NDArray logits, int[] ids) {
    assertClose("first logits", logits.get(0), golden.get("first_row"));
    assertClose("last logits", logits.get(-1), golden.get("last_row"));
    NDArray logprobs = logits.logSoftmax(-1);
    assertClose("sums", logits.sub(logprobs).mean(new int[] {1}), golden.get("row_logsumexp"));
    assertThat(logits.argMax(1).toType(DataType.INT32, false).toIntArray())
        .as("likeliest tokens")
        .containsExactly(ParityFolder.ids(golden.get("row_argmax")));
    JsonNode next = golden.get("token_log_prob");
    double sum = 0;
    for (int i = 0; i < next.size(); i++) {
      float ours = logprobs.getFloat(i, ids[i + 1]);
      sum += ours;
      assertThat(ours)
          .as("log-probability of token %d", i + 1)
          .isCloseTo((float) next.get(i).asDouble(), Offset.offset(TOLERANCE));
    }
    if (ids.length > 1) {
      assertThat(-sum / next.size())
          .isCloseTo(golden.get("mean_nll").asDouble(), Offset.offset(1e-4));
    }
  }

  @TestFactory
  Stream<DynamicTest> paddedBatches() {
    return ParityFolder.tests(
        "gpt2/golden_padded_batch.json",
        (golden, tests) ->
            golden.forEach(
                batch ->
                    tests.add(dynamicTest(batch.get("model").asText(), () -> checkPadded(batch)))));
  }

  private static void checkPadded(JsonNode golden) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        CausalModel model = GoldenGpt2.model(golden.get("model").asText(), manager)) {
      NDArray ids = longs(golden.get("input_ids"), manager);
      NDArray mask = longs(golden.get("attention_mask"), manager).toType(DataType.BOOLEAN, false);
      NDArray positions = longs(golden.get("position_ids"), manager);
      NDArray whole = model.hidden(new CausalInput(ids, mask, positions, false));
      long before = Math.max(1, ids.getShape().get(1) - 2);
      Continuation begun =
          model.begin(CausalInput.of(ids.get(":, :{}", before), mask.get(":, :{}", before)));
      Continuation goneOn =
          model.goOn(CausalInput.of(ids.get(":, {}:", before), mask), begun.state());
      for (NDArray hidden : new NDArray[] {whole, goneOn.hidden()}) {
        NDArray logits = model.logits(hidden.get(":, -1"), false);
        JsonNode rows = golden.get("last_row");
        for (int row = 0; row < rows.size(); row++) {
          assertClose("logits of row " + row, logits.get(row), rows.get(row));
        }
      }
    }
  }

  private static void assertClose(String what, NDArray ours, JsonNode theirs) {
    assertThat(ours.toFloatArray())
        .as(what)
        .usingComparatorWithPrecision(TOLERANCE)
        .containsExactly(floats(theirs));
  }
}
