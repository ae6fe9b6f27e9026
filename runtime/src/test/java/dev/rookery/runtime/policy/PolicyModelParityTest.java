package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Logits, values and states of AceGen's networks, on whole sequences and token by token. */
@Tag("parity")
class PolicyModelParityTest {

  private static final float TOLERANCE = 1e-5f;
  private static final float GPT2_TOLERANCE = 1e-4f;

  @TestFactory
  Stream<DynamicTest> networks() {
    return ParityFolder.tests(
        "acegen/models.json",
        (golden, tests) ->
            golden.forEach(
                model -> tests.add(dynamicTest(model.get("name").asText(), () -> check(model)))));
  }

  private static void check(JsonNode golden) {
    boolean isGpt2 = golden.get("factory").asText().startsWith("create_gpt2");
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel model =
            AceGenModel.make(
                golden.get("factory").asText(),
                golden.get("options"),
                golden.get("checkpoint").asText(),
                golden.get("observation").get(0).size() + 1,
                manager)) {
      if (golden.has("checkpoint_value")) {
        AceGenModel.addValues(model, golden.get("checkpoint_value").asText());
      }
      new Check(golden, model, manager, isGpt2 ? GPT2_TOLERANCE : TOLERANCE).all();
    }
  }

  private record Check(JsonNode golden, PolicyModel model, NDManager manager, float tolerance) {

    void all() {
      assertThat(model.parameters().all()).isNotEmpty();
      checkPrimers();
      NDArray features =
          model.features(
              new PolicyInput(
                  GoldenTensor.longs(golden.get("observation"), manager),
                  isGpt2() ? mask() : null, // AceGen's recurrent networks read padding as data
                  null,
                  false));
      assertSameAtTokens(
          features,
          model.features(
              new PolicyInput(
                  GoldenTensor.longs(golden.get("observation"), manager), mask(), null, false)));
      if (golden.has("training_logits")) {
        assertClose(
            "training logits", model.logits(features, false), golden.get("training_logits"));
        checkSteps();
        checkPass();
      } else {
        assertThat(golden.has("critic_training")).as("logits or values").isTrue();
      }
      if (golden.has("critic_training")) {
        assertClose("values", model.values(features, false), golden.get("critic_training"));
      }
      if (golden.has("reset_inside")) {
        JsonNode inside = golden.get("reset_inside");
        NDArray again =
            model.features(
                new PolicyInput(
                    GoldenTensor.longs(golden.get("observation"), manager),
                    null,
                    GoldenTensor.longs(inside.get("is_init"), manager)
                        .toType(DataType.BOOLEAN, false),
                    false));
        assertClose("logits after a reset", model.logits(again, false), inside.get("logits"));
      }
    }

    private void assertSameAtTokens(NDArray features, NDArray withMask) {
      NDArray there = mask().toType(DataType.FLOAT32, false).expandDims(2);
      assertThat(features.sub(withMask).mul(there).abs().max().getFloat())
          .as("what a mask changes at tokens")
          .isLessThan((float) tolerance);
    }

    private boolean isGpt2() {
      return golden.get("factory").asText().startsWith("create_gpt2");
    }

    private NDArray mask() {
      return GoldenTensor.longs(golden.get("mask"), manager).toType(DataType.BOOLEAN, false);
    }

    /** What an actor says of whole sequences, at the steps that are no padding. */
    private void checkPass() {
      List<int[]> actions = new ArrayList<>();
      for (int row = 0; row < golden.get("mask").size(); row++) {
        int length = Arrays.stream(ParityFolder.ids(golden.get("mask").get(row))).sum();
        actions.add(Arrays.copyOf(ParityFolder.ids(golden.get("action").get(row)), length));
      }
      SequenceBatch batch =
          SequenceBatch.of(actions, golden.get("observation").get(0).get(0).asInt());
      PolicyPass pass = new PolicyPass(model, batch, manager, false);
      assertSteps("log-probs", pass.logProbs(), "training_log_prob", actions);
      assertSteps("entropies", pass.entropies(), "training_entropy", actions);
      float[] sums = pass.likelihoods().toFloatArray();
      float[] theirs = GoldenTensor.numbers(golden.get("training_masked_likelihood").get("data"));
      assertThat(sums).hasSameSizeAs(theirs);
      for (int row = 0; row < sums.length; row++) {
        assertThat(sums[row])
            .as("likelihood of sequence %d", row)
            .isCloseTo(theirs[row], Offset.offset(tolerance * actions.get(row).length));
      }
    }

    private void assertSteps(String what, NDArray ours, String theirs, List<int[]> actions) {
      float[] expected = GoldenTensor.numbers(golden.get(theirs).get("data"));
      float[] actual = ours.toFloatArray();
      int columns = expected.length / actions.size();
      int n = 0;
      for (int row = 0; row < actions.size(); row++) {
        for (int t = 0; t < actions.get(row).length; t++) {
          assertThat(actual[n++])
              .as("%s of row %d, step %d", what, row, t)
              .isCloseTo(expected[row * columns + t], Offset.offset(tolerance));
        }
      }
      assertThat(n).isEqualTo(actual.length);
    }

    private void checkPrimers() {
      if (isGpt2()) {
        return; // AceGen reads the whole sequence again at each step, and has no state to carry
      }
      JsonNode primers =
          golden.has("recurrent_state_primers")
              ? golden.get("recurrent_state_primers")
              : golden.get("critic_primers");
      assertThat(model.primers()).hasSize(primers.size());
      for (int i = 0; i < primers.size(); i++) {
        FieldSpec ours = model.primers().get(i);
        assertThat(ours.name()).isEqualTo(primers.get(i).get(0).asText());
        assertThat(ours.shape()).isEqualTo(GoldenTensor.shape(primers.get(i).get(1)));
      }
    }

    /** The inference network, its state carried on, from one observed token to the next. */
    private void checkSteps() {
      NDArray observations = GoldenTensor.longs(golden.get("observation"), manager);
      long rows = observations.getShape().get(0);
      Fields fields = new Fields(rows);
      for (FieldSpec primer : model.primers()) {
        fields.set(
            primer.name(), manager.zeros(new Shape(rows).addAll(primer.shape()), primer.type()));
      }
      fields.set(TokenEnvironment.STEP_COUNT, manager.ones(new Shape(rows, 1), DataType.INT64));
      boolean divides = ParityFolder.texts(golden.get("in_keys_inference")).contains("temperature");
      assertThat(golden.get("inference_steps")).isNotEmpty();
      for (JsonNode step : golden.get("inference_steps")) {
        long t = step.get("t").asLong();
        fields.set(PolicyModel.OBSERVATION, observations.get(":, {}", t));
        Fields written = model.step(fields);
        NDArray logits = written.get(PolicyModel.LOGITS);
        double temperature = divides ? step.get("temperature").asDouble() : 1;
        checkChoice(step, logits, temperature, rows);
        logits = logits.div(temperature);
        assertClose("logits of step " + t, logits, step.get("logits"));
        for (FieldSpec primer : model.primers()) {
          String key = "next_" + primer.name();
          if (step.has(key)) {
            assertClose(key + " of step " + t, written.get(primer.name()), step.get(key));
          }
          fields.set(primer.name(), written.get(primer.name()));
        }
        fields.set(TokenEnvironment.STEP_COUNT, fields.get(TokenEnvironment.STEP_COUNT).add(1));
      }
    }

    /** The likeliest token after temperature and mask, and its log-probability. */
    private void checkChoice(JsonNode step, NDArray logits, double temperature, long rows) {
      boolean masks =
          step.get("mask_applied").asBoolean()
              && ParityFolder.texts(golden.get("in_keys_inference")).contains("action_mask");
      NDArray allowed =
          masks
              ? GoldenTensor.longs(golden.get("action_mask"), manager)
                  .toType(DataType.BOOLEAN, false)
              : manager.ones(new Shape(1, logits.getShape().get(1)), DataType.BOOLEAN);
      NDList choice =
          ActionChoice.choose(
              true,
              logits,
              manager.zeros(new Shape(rows), DataType.FLOAT64),
              manager.full(new Shape(rows, 1), (float) temperature),
              allowed,
              manager.full(new Shape(rows), -1, DataType.INT64));
      assertThat(choice.get(0).toLongArray())
          .as("tokens of step %d", step.get("t").asInt())
          .isEqualTo(
              Arrays.stream(ParityFolder.ids(step.get("greedy_action"))).asLongStream().toArray());
      assertClose("log-probs of step " + step.get("t"), choice.get(1), step.get("action_log_prob"));
    }

    private void assertClose(String what, NDArray ours, JsonNode theirs) {
      assertThat(ours.getShape()).as(what).isEqualTo(GoldenTensor.shape(theirs.get("shape")));
      float[] expected = GoldenTensor.numbers(theirs.get("data"));
      float[] actual = ours.toType(DataType.FLOAT32, false).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i])
            .as("%s, number %d of %s", what, i, List.of(ours.getShape()))
            .isCloseTo(expected[i], Offset.offset(tolerance));
      }
    }
  }
}
