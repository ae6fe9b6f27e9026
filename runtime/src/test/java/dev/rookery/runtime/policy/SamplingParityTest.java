package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Complete runs of AceGen's sampling loop, column by column. */
@Tag("parity")
class SamplingParityTest {

  @TestFactory
  Stream<DynamicTest> runs() {
    return ParityFolder.tests(
        "acegen/sampling.json",
        (golden, tests) ->
            golden.forEach(
                run -> {
                  String name = run.get("run").asText() + " " + tests.size();
                  if (run.has("scripted_actions")
                      && !run.path("remove_duplicates").asBoolean(true)) {
                    tests.add(dynamicTest(name, () -> checkScripted(run)));
                  } else if (run.has("checkpoint")) {
                    tests.add(dynamicTest(name, () -> checkGreedy(run)));
                  }
                }));
  }

  private static void checkScripted(JsonNode run) {
    int maxLength = run.get("max_length").asInt();
    int endId = run.get("end").asInt();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel policy = new ScriptedPolicy(run.get("scripted_actions"), manager)) {
      TokenEnvironment environment =
          new TokenEnvironment(run.get("start").asInt(), endId, run.get("vocab").size(), maxLength)
              .with(policy);
      List<Rollout> rollouts =
          new SequenceSampler(policy, environment, endId, manager)
              .sample(
                  new SequenceSampler.Request(
                      run.get("scripted_actions").size(), 1, 0, 1, true, Optional.empty()));
      JsonNode tensors = run.get("tensors");
      new Columns(rollouts, maxLength, run.get("start").asInt()).check(tensors);
    }
  }

  private static void checkGreedy(JsonNode run) {
    String kind = run.get("run").asText().substring("greedy_".length());
    int maxLength = run.get("max_length").asInt();
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("vocabulary_size", 17);
    if (kind.equals("gpt2")) {
      options.put("n_positions", 32).put("n_head", 4).put("n_layer", 2).put("n_embd", 16);
    } else {
      options.put("embedding_size", 12).put("hidden_size", 16).put("num_layers", 2);
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel policy =
            AceGenModel.make(
                "create_" + kind + "_actor",
                options,
                run.get("checkpoint").asText(),
                maxLength,
                manager)) {
      TokenEnvironment environment =
          new TokenEnvironment(run.get("start").asInt(), run.get("end").asInt(), 17, maxLength)
              .with(policy);
      JsonNode tensors = run.get("tensors");
      int rows = tensors.get("action").get("shape").get(0).asInt();
      // AceGen's GPT-2 takes no temperature
      double temperature = kind.equals("gpt2") ? 1 : run.get("temperature").asDouble();
      List<Rollout> rollouts =
          new SequenceSampler(policy, environment, run.get("end").asInt(), manager)
              .sample(new SequenceSampler.Request(rows, 1, 0, temperature, true, Optional.empty()));
      new Columns(rollouts, maxLength, run.get("start").asInt()).check(tensors);
      float[] ours = padded(rollouts, maxLength);
      float[] theirs = GoldenTensor.numbers(tensors.get("action_log_prob").get("data"));
      for (int i = 0; i < theirs.length; i++) {
        assertThat(ours[i]).as("log-prob %d", i).isCloseTo(theirs[i], Offset.offset(1e-5f));
      }
    }
  }

  private static float[] padded(List<Rollout> rollouts, int columns) {
    float[] all = new float[rollouts.size() * columns];
    for (int row = 0; row < rollouts.size(); row++) {
      float[] logProbs = rollouts.get(row).logProbs();
      System.arraycopy(logProbs, 0, all, row * columns, logProbs.length);
    }
    return all;
  }

  /** Rollouts as AceGen's tensors have them: as many columns as a sequence may have tokens. */
  private record Columns(List<Rollout> rollouts, int columns, int startId) {

    void check(JsonNode tensors) {
      assertRows("action", tensors, (rollout, t) -> rollout.actions()[t]);
      assertRows(
          "observation", tensors, (rollout, t) -> t == 0 ? startId : rollout.actions()[t - 1]);
      assertRows("sequence", tensors, (rollout, t) -> t == 0 ? startId : rollout.actions()[t - 1]);
      assertRows("mask", tensors, (rollout, t) -> 1);
      assertRows("next/observation", tensors, (rollout, t) -> rollout.actions()[t]);
      assertRows("next/done", tensors, (rollout, t) -> last(rollout, t) ? 1 : 0);
      assertRows(
          "next/terminated",
          tensors,
          (rollout, t) -> last(rollout, t) && rollout.terminated() ? 1 : 0);
    }

    private static boolean last(Rollout rollout, int t) {
      return t == rollout.length() - 1;
    }

    private interface Cell {
      double at(Rollout rollout, int t);
    }

    private void assertRows(String name, JsonNode tensors, Cell cell) {
      if (!tensors.has(name)) {
        return; // what greedy runs don't tell
      }
      List<Float> ours = new ArrayList<>();
      for (Rollout rollout : rollouts) {
        for (int t = 0; t < columns; t++) {
          ours.add(t < rollout.length() ? (float) cell.at(rollout, t) : 0f);
        }
      }
      List<Float> theirs = new ArrayList<>();
      for (float number : GoldenTensor.numbers(tensors.get(name).get("data"))) {
        theirs.add(number);
      }
      assertThat(ours).as(name).isEqualTo(theirs);
    }
  }

  /** Writes what a script says, row by row; it needs all rows at each step. */
  private static final class ScriptedPolicy implements PolicyModel {
    private final JsonNode script;
    private final Parameters parameters;
    private int step;

    ScriptedPolicy(JsonNode script, NDManager manager) {
      this.script = script;
      parameters = new Parameters(manager, 0);
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public List<FieldSpec> primers() {
      return List.of(FieldSpec.floats("row", 1));
    }

    @Override
    public List<String> writes() {
      return List.of(LOGITS);
    }

    /** The primer remembers which row of the script an environment follows, from 1. */
    @Override
    public Fields step(Fields fields) {
      NDArray rows = fields.get("row");
      float[] numbers = rows.toFloatArray();
      NDManager manager = rows.getManager();
      float[] logits = new float[numbers.length * 17];
      for (int i = 0; i < numbers.length; i++) {
        if (step == 0) {
          numbers[i] = i + 1;
        }
        JsonNode actions = script.get((int) numbers[i] - 1);
        int action = step < actions.size() ? actions.get(step).asInt() : 0;
        logits[i * 17 + action] = 100;
      }
      step++;
      return new Fields(fields.rows())
          .set("row", manager.create(numbers, rows.getShape()))
          .set(LOGITS, manager.create(logits, new Shape(numbers.length, 17)));
    }

    @Override
    public NDArray features(PolicyInput input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray logits(NDArray features, boolean training) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray values(NDArray features, boolean training) {
      throw new UnsupportedOperationException();
    }
  }
}
