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
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every field of AceGen's environment at reset and after each of some fixed actions. */
@Tag("parity")
class TokenEnvironmentParityTest {

  private static final Set<String> BEFORE =
      Set.of(
          "observation",
          "done",
          "truncated",
          "terminated",
          "temperature",
          "sequence",
          "sequence_mask",
          "action_mask");

  private static final Set<String> AFTER =
      Set.of(
          "observation",
          "done",
          "truncated",
          "terminated",
          "reward",
          "sequence",
          "sequence_mask",
          "action_mask");

  @TestFactory
  Stream<DynamicTest> steps() {
    return ParityFolder.tests(
        "acegen/token_env.json",
        (golden, tests) ->
            golden.forEach(
                run -> {
                  if (run.has("config")) {
                    tests.add(dynamicTest(run.get("config").toString(), () -> check(run)));
                  } else {
                    run.properties()
                        .forEach(
                            entry ->
                                tests.add(
                                    dynamicTest(
                                        entry.getKey(),
                                        () -> checkVariant(entry.getKey(), entry.getValue()))));
                  }
                }));
  }

  private static void checkVariant(String name, JsonNode golden) {
    if (name.equals("one_hot")) {
      checkOneHot(golden);
    } else {
      assertThat(name).startsWith("primed_reset_");
      checkPrimed(golden);
    }
  }

  /** Ours has ids where theirs has rows of a unit matrix; the rest is the same. */
  private static void checkOneHot(JsonNode golden) {
    JsonNode tensors = golden.get("step");
    JsonNode sequence = tensors.get("sequence").get("shape");
    int rows = sequence.get(0).asInt();
    long[] started = hot(tensors.get("observation"));
    long[] actions = hot(tensors.get("action"));
    long ended = -1;
    float[] terminated = GoldenTensor.numbers(tensors.get("next/terminated").get("data"));
    for (int row = 0; row < rows; row++) {
      ended = terminated[row] == 1 ? actions[row] : ended;
    }
    int size = sequence.get(2).asInt();
    if (ended < 0) { // the file doesn't name the end token, which can be any that wasn't written
      ended =
          IntStream.range(0, size).filter(id -> !written(actions, id)).findFirst().orElseThrow();
    }
    TokenEnvironment environment =
        new TokenEnvironment((int) started[0], (int) ended, size, sequence.get(1).asInt());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Fields fields = environment.reset(rows, manager);
      checkHot("reset", golden.get("reset"), "", fields);
      checkHot("step", tensors, "", fields);
      checkHot("step", tensors, "next/", environment.step(fields, manager.create(actions)));
    }
  }

  private static boolean written(long[] actions, int id) {
    return Arrays.stream(actions).anyMatch(action -> action == id);
  }

  private static void checkHot(String when, JsonNode tensors, String prefix, Fields fields) {
    for (String name : prefix.isEmpty() ? BEFORE : AFTER) {
      JsonNode theirs = tensors.get(prefix + name);
      if (name.equals("observation")) {
        assertThat(fields.get(name).toLongArray()).as(when).isEqualTo(hot(theirs));
      } else if (name.equals("sequence")) {
        NDArray ours = fields.get(name);
        NDArray written = fields.get(TokenEnvironment.SEQUENCE_MASK);
        float[] mask = written.toType(DataType.FLOAT32, false).toFloatArray();
        long[] hot = hot(theirs);
        for (int i = 0; i < mask.length; i++) { // theirs is 0 beyond, which is no token
          assertThat(hot[i]).isEqualTo(mask[i] == 1 ? ours.toLongArray()[i] : -1);
        }
      } else {
        check(name, when, theirs, fields);
      }
    }
  }

  /** The places of the ones in the rows of a tensor; -1 for a row without. */
  private static long[] hot(JsonNode tensor) {
    JsonNode shape = tensor.get("shape");
    int size = shape.get(shape.size() - 1).asInt();
    float[] numbers = GoldenTensor.numbers(tensor.get("data"));
    long[] places = new long[numbers.length / size];
    Arrays.fill(places, -1);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == 1) {
        places[i / size] = i % size;
      }
    }
    return places;
  }

  /** Shapes of all fields, and which are zero, with those that a policy adds. */
  private static void checkPrimed(JsonNode golden) {
    Shape sequence = GoldenTensor.shape(golden.get("sequence").get("shape"));
    Shape mask = GoldenTensor.shape(golden.get("action_mask").get("shape"));
    int startId = golden.get("observation").get("all_zero").asBoolean() ? 0 : 1; // if it isn't 0
    TokenEnvironment environment =
        new TokenEnvironment(startId, 1 - startId, (int) mask.get(1), (int) sequence.get(1));
    List<String> names = new ArrayList<>();
    golden.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (name.startsWith("recurrent_state")) {
        Shape shape = GoldenTensor.shape(golden.get(name).get("shape"));
        environment.with(FieldSpec.floats(name, shape.slice(1).getShape()));
      }
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Fields fields = environment.reset((int) sequence.get(0), manager);
      assertThat(names).hasSizeGreaterThan(BEFORE.size());
      for (String name : names) {
        NDArray ours = fields.get(name);
        assertThat(ours.getShape())
            .as(name)
            .isEqualTo(GoldenTensor.shape(golden.get(name).get("shape")));
        float sum = ours.toType(DataType.FLOAT32, false).abs().sum().getFloat();
        assertThat(sum == 0).as(name).isEqualTo(golden.get(name).get("all_zero").asBoolean());
      }
    }
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
      JsonNode tracked = run.get("init_tracker");
      check(TokenEnvironment.IS_INIT, "reset", tracked.get(0).get("is_init"), fields);
      JsonNode steps = run.get("steps");
      assertThat(steps).isNotEmpty();
      for (int t = 0; t < steps.size(); t++) {
        JsonNode tensors = steps.get(t).get("tensors");
        checkAll("before step " + t, tensors, "", fields);
        long[] actions = GoldenTensor.longs(tensors.get("action"), manager).toLongArray();
        fields = environment.step(fields, manager.create(actions));
        checkAll("after step " + t, tensors, "next/", fields);
        assertThat(fields.get(TokenEnvironment.STEP_COUNT).toLongArray())
            .isEqualTo(
                Arrays.stream(ParityFolder.ids(steps.get(t).get("episode_length_after")))
                    .asLongStream()
                    .toArray());
        check(
            TokenEnvironment.IS_INIT,
            "after step " + t,
            tracked.get(t + 1).get("next/is_init"),
            fields);
        assertThat(
                fields.get(TokenEnvironment.IS_INIT).toType(DataType.FLOAT32, false).toFloatArray())
            .isEqualTo(GoldenTensor.numbers(tracked.get(t + 1).get("carried_is_init").get("data")));
      }
      checkAll("second reset", run.get("second_reset"), "", environment.reset(rows, manager));
    }
  }

  private static void checkAll(String when, JsonNode tensors, String prefix, Fields fields) {
    Set<String> theirs = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : tensors.properties()) {
      String name = entry.getKey();
      if (!name.equals("action") && name.startsWith("next/") == !prefix.isEmpty()) {
        theirs.add(name.substring(prefix.length()));
      }
    }
    assertThat(theirs).as(when).isEqualTo(new TreeSet<>(prefix.isEmpty() ? BEFORE : AFTER));
    theirs.forEach(name -> check(name, when, tensors.get(prefix + name), fields));
  }

  private static void check(String name, String when, JsonNode theirs, Fields fields) {
    NDArray ours = fields.get(name);
    assertThat(ours.getShape())
        .as("%s %s", name, when)
        .isEqualTo(GoldenTensor.shape(theirs.get("shape")));
    assertThat(ours.toType(DataType.FLOAT32, false).toFloatArray())
        .as("%s %s", name, when)
        .isEqualTo(GoldenTensor.numbers(theirs.get("data")));
  }
}
