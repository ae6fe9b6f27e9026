package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.Fields;
import dev.rookery.runtime.text.ParityFolder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every field of AceGen's environment at reset and after each of some fixed actions. */
@Tag("parity")
class TokenEnvironmentParityTest {

  @TestFactory
  Stream<DynamicTest> steps() {
    return ParityFolder.tests(
        "acegen/token_env.json",
        (golden, tests) ->
            golden.forEach(
                run -> {
                  if (run.has("steps")) {
                    tests.add(dynamicTest(run.get("config").toString(), () -> check(run)));
                  }
                }));
  }

  private static void check(JsonNode run) {
    JsonNode config = run.get("config");
    TokenEnvironment environment =
        new TokenEnvironment(
            config.get("start_token").asInt(),
            config.get("end_token").asInt(),
            config.get("length_vocabulary").asInt(),
            config.get("max_length").asInt());
    int rows = config.get("batch_size").asInt();
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Fields fields = environment.reset(rows, manager);
      checkAll("reset", run.get("reset"), "", fields);
      JsonNode steps = run.get("steps");
      for (int t = 0; t < steps.size(); t++) {
        JsonNode tensors = steps.get(t).get("tensors");
        checkAll("before step " + t, tensors, "", fields);
        long[] actions = GoldenTensor.longs(tensors.get("action"), manager).toLongArray();
        fields = environment.step(fields, manager.create(actions));
        checkAll("after step " + t, tensors, "next/", fields);
        assertThat(fields.get(TokenEnvironment.STEP_COUNT).toLongArray()).containsOnly(t + 2);
      }
      checkAll("second reset", run.get("second_reset"), "", environment.reset(rows, manager));
    }
  }

  private static void checkAll(String when, JsonNode tensors, String prefix, Fields fields) {
    for (String name : fields.names()) {
      JsonNode theirs = tensors.path(prefix + name);
      if (!theirs.isMissingNode()) {
        assertThat(fields.get(name).getShape())
            .as("%s %s", name, when)
            .isEqualTo(GoldenTensor.shape(theirs.get("shape")));
        assertThat(fields.get(name).toType(DataType.FLOAT32, false).toFloatArray())
            .as("%s %s", name, when)
            .isEqualTo(GoldenTensor.numbers(theirs.get("data")));
      }
    }
  }
}
