package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.text.ParityFolder;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    boolean isGpt2 = golden.get("name").asText().startsWith("gpt2");
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
                  GoldenTensor.longs(golden.get("mask"), manager).toType(DataType.BOOLEAN, false),
                  null,
                  false));
      if (golden.has("training_logits")) {
        assertClose(
            "training logits", model.logits(features, false), golden.get("training_logits"));
        checkSteps();
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

    private void checkPrimers() {
      if (golden.get("name").asText().startsWith("gpt2")) {
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
      boolean divides =
          StreamSupport.stream(golden.get("in_keys_inference").spliterator(), false)
              .anyMatch(key -> key.asText().equals("temperature"));
      for (JsonNode step : golden.get("inference_steps")) {
        long t = step.get("t").asLong();
        fields.set(PolicyModel.OBSERVATION, observations.get(":, {}", t));
        Fields written = model.step(fields);
        NDArray logits = written.get(PolicyModel.LOGITS);
        if (divides) {
          logits = logits.div(step.get("temperature").asDouble());
        }
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
