package dev.rookery.runtime.learning.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.testkit.ReferenceData;
import dev.rookery.testkit.TestingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Compares the schedules with ParlAI's, case by case. */
@Tag("parity")
class LrSchedulersParityTest {

  private static final Map<String, String> SETTING_OF_OPTION =
      Map.of(
          "warmup_updates", "warmup-updates",
          "warmup_rate", "warmup-rate",
          "lr_scheduler_patience", "patience",
          "lr_scheduler_decay", "decay",
          "invsqrt_lr_decay_gamma", "invsqrt-gamma",
          "max_lr_steps", "max-lr-steps");

  @TestFactory
  Stream<DynamicTest> followsParlai() throws IOException {
    Path file = ReferenceData.path("parlai/golden/lr_schedulers.json");
    if (!Files.isRegularFile(file)) {
      return Stream.of(
          DynamicTest.dynamicTest("lr_schedulers.json", () -> abort("there is no file " + file)));
    }
    JsonNode cases = new ObjectMapper().readTree(file.toFile());
    return cases.properties().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  private static void check(JsonNode golden) {
    LrScheduler scheduler = create(golden.path("options"));
    Map<Long, Double> rates = new TreeMap<>();
    golden.path("lr_after_update").forEach(row -> rates.put(row.get(0).asLong(), number(row, 1)));
    Map<Long, JsonNode> validations = new TreeMap<>();
    golden
        .path("validations_after_update")
        .forEach(row -> validations.put(row.get(0).asLong(), row));
    JsonNode stop = golden.path("stop_training_raised_at_update");
    long stopAt = stop.isArray() ? stop.get(0).asLong() : Long.MAX_VALUE;
    long last =
        Stream.of(rates.keySet().stream(), validations.keySet().stream())
            .flatMap(updates -> updates)
            .mapToLong(Long::longValue)
            .max()
            .orElseThrow();
    last = stop.isArray() ? Math.max(last, stopAt) : last;

    for (long update = 0; update <= last; update++) {
      if (update > 0) {
        scheduler.afterUpdate(update);
      }
      assertThat(scheduler.finished()).as("finished at %s", update).isEqualTo(update >= stopAt);
      if (rates.containsKey(update)) {
        assertRate(scheduler, rates.get(update), "after update " + update);
      }
      JsonNode validation = validations.get(update);
      if (validation != null) {
        scheduler.afterValidation(number(validation, 1), true);
        assertRate(scheduler, number(validation, 2), "after the validation at update " + update);
      }
    }
  }

  private static LrScheduler create(JsonNode options) {
    // ParlAI reads a decay of 1 as "no schedule", whatever the schedule.
    boolean none = options.path("lr_scheduler_decay").asDouble(0.5) == 1;
    String name = none ? "none" : options.path("lr_scheduler").asText("reduceonplateau");
    LrSchedulerFactory factory =
        LrSchedulers.factories().stream()
            .filter(each -> each.name().equals(LrSchedulers.fromParlaiName(name)))
            .findFirst()
            .orElseThrow();
    Map<String, Object> settings = new HashMap<>();
    SETTING_OF_OPTION.forEach(
        (option, setting) -> {
          if (options.has(option) && factory.settings().find(setting).isPresent()) {
            settings.put(setting, options.get(option).numberValue());
          }
        });
    long maxUpdates = options.path("max_train_steps").asLong(-1);
    return factory.create(
        TestingSettings.of(factory.settings(), settings),
        options.path("learningrate").asDouble(),
        maxUpdates > 0 ? OptionalLong.of(maxUpdates) : OptionalLong.empty());
  }

  /** NaN and infinities are written as text. */
  private static double number(JsonNode row, int index) {
    JsonNode value = row.get(index);
    return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
  }

  private static void assertRate(LrScheduler scheduler, double expected, String when) {
    // The golden figures have 6 decimals, or 7 significant digits where they are below 0.1.
    // At the end of a cosine only rounding is left of the rate.
    double tolerance = Math.max(1e-15, 1e-6 * (Math.abs(expected) < 0.1 ? Math.abs(expected) : 1));
    assertThat(scheduler.learningRate()).as(when).isCloseTo(expected, within(tolerance));
  }
}
