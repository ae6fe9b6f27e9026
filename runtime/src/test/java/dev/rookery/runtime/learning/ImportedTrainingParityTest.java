package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedCheckpoint;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Training an imported model goes on as in ParlAI, update by update. */
@Tag("parity")
final class ImportedTrainingParityTest {

  /** From the folder's README; differences grow from step to step. */
  private static final double TOLERANCE = 1e-3;

  /**
   * For adagrad and rmsprop. Their first step is nearly the sign of the gradient, so that rounding
   * decides about weights with tiny gradients (the biases of attention keys have 1e-9 where
   * mathematics has 0), and later steps magnify it. ParlAI differs by as much from itself: {@code
   * gen_aiayn_learned} with adagrad in float64 is 0.0107 and 0.0135 from its own float32 in the
   * losses of the last two steps and 0.050 in a gradient norm; rmsprop 0.0026 and 0.007. Ours in
   * float32 is as far off, and on the same side; all other runs of the folder keep to 1e-3.
   */
  private static final double SIGN_TOLERANCE = 2e-2;

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> checkpoints() throws IOException {
    Path file = ParityFolder.file("parlai/golden/training.json");
    if (!Files.exists(file)) {
      return Stream.of();
    }
    JsonNode golden = new ObjectMapper().readTree(file.toFile());
    List<DynamicTest> tests = new ArrayList<>();
    for (ImportedCheckpoint checkpoint : ImportedCheckpoint.all(folder)) {
      JsonNode runs = golden.path(checkpoint.name());
      runs.properties().stream()
          .filter(run -> run.getValue().has("steps"))
          .forEach(
              run ->
                  tests.add(
                      dynamicTest(
                          checkpoint.name() + " " + run.getKey(),
                          () -> check(checkpoint, run.getValue(), runs.get("batch")))));
    }
    return tests.stream();
  }

  private static List<String> settings(JsonNode options) {
    String optimizer = options.get("optimizer").asText();
    List<String> settings = new ArrayList<>();
    settings.add("learner.optimizer={ name = " + optimizer + " }");
    settings.add("learner.lr-scheduler={ name = none }");
    options
        .properties()
        .forEach(
            option -> {
              String value = option.getValue().asText();
              switch (option.getKey()) {
                case "learningrate" -> settings.add("learner.learning-rate=" + value);
                case "gradient_clip" -> settings.add("learner.gradient-clip=" + value);
                case "update_freq" -> settings.add("learner.update-frequency=" + value);
                case "momentum", "nesterov" ->
                    settings.add("learner.optimizer." + option.getKey() + "=" + value);
                case "weight_decay" -> settings.add("learner.optimizer.weight-decay=" + value);
                case "lr_scheduler" -> {
                  assertThat(value).isEqualTo("invsqrt");
                  settings.add("learner.lr-scheduler={ name = inverse-sqrt }");
                }
                case "warmup_updates" ->
                    settings.add("learner.lr-scheduler.warmup-updates=" + value);
                default -> assertThat(option.getKey()).isIn("optimizer", "dropout");
              }
            });
    return settings;
  }

  private static void check(ImportedCheckpoint checkpoint, JsonNode run, JsonNode batch) {
    List<String> settings = settings(run.get("options"));
    if (!checkpoint.imported().model().equals("example-tga")) {
      settings.add("agent.model-options.dropout=0");
    }
    String optimizerName = run.get("options").get("optimizer").asText();
    double tolerance =
        List.of("adagrad", "rmsprop").contains(optimizerName) ? SIGN_TOLERANCE : TOLERANCE;
    try (OpenAgent open = checkpoint.open(settings);
        NDManager manager = NDManager.newBaseManager()) {
      TrainableAgent agent = (TrainableAgent) open.agent();
      SupervisedSettings.Update update =
          SupervisedSettings.of(checkpoint.experiment(settings).learner().orElseThrow().settings())
              .update();
      Components components = open.made().get(Components.class);
      LrScheduler scheduler = scheduler(components, update);
      try (Optimizer optimizer = optimizer(components, update, agent)) {
        UpdateStep step = new UpdateStep(agent, optimizer, scheduler, update, 1, manager);
        TrainingState state = new TrainingState();
        int number = 0;
        for (JsonNode expected : run.get("steps")) {
          MetricAccumulator metrics = new MetricAccumulator();
          step.run(batch(batch), number, state, metrics);
          checkStep(number, metrics.report(), expected, tolerance);
          assertThat(scheduler.learningRate())
              .as("rate after %d", number)
              .isCloseTo(expected.get("lr_after_update").asDouble(), within(1e-8));
          number++;
        }
      }
      checkSums(agent.parameters(), run.get("parameter_sums_after"), tolerance);
    }
  }

  private static Optimizer optimizer(
      Components components, SupervisedSettings.Update update, TrainableAgent agent) {
    Components.Found<OptimizerFactory> found =
        components.find(OptimizerFactory.class, update.optimizer());
    return found.factory().create(found.settings(), agent.parameters());
  }

  private static LrScheduler scheduler(Components components, SupervisedSettings.Update update) {
    Components.Found<LrSchedulerFactory> found =
        components.find(LrSchedulerFactory.class, update.lrScheduler());
    return found.factory().create(found.settings(), update.learningRate(), OptionalLong.empty());
  }

  private static void checkStep(
      int number, MetricReport report, JsonNode expected, double tolerance) {
    assertThat(report.value("loss").orElseThrow())
        .as("loss of %d", number)
        .isCloseTo(expected.get("loss_before_update").asDouble(), within(tolerance));
    JsonNode norm = expected.get("gradient_norm_before_clipping");
    assertThat(report.value("gnorm").isPresent()).isEqualTo(!norm.isNull());
    if (!norm.isNull()) {
      assertThat(report.value("gnorm").orElseThrow())
          .as("gradient of %d", number)
          .isCloseTo(norm.asDouble(), within(10 * tolerance));
    }
  }

  private static void checkSums(Parameters parameters, JsonNode sums, double tolerance) {
    sums.properties().stream()
        .filter(sum -> parameters.byName().containsKey(sum.getKey()))
        .forEach(
            sum -> {
              float[] numbers = parameters.get(sum.getKey()).toFloatArray();
              double actual = IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).sum();
              assertThat(actual)
                  .as(sum.getKey())
                  .isCloseTo(
                      sum.getValue().asDouble(),
                      within(20 * tolerance * Math.sqrt(numbers.length) / 10));
            });
    assertThat(sums.properties()).anyMatch(sum -> parameters.byName().containsKey(sum.getKey()));
  }

  private static Batch batch(JsonNode batch) {
    List<int[]> texts = rows(batch.get("text_vec"));
    List<int[]> labels = rows(batch.get("label_vec"));
    List<Integer> places = IntStream.range(0, texts.size()).boxed().toList();
    return Batch.of(
            PaddedTokens.of(texts, 0), places, Collections.nCopies(texts.size(), Message.empty()))
        .withLabels(PaddedTokens.of(labels, 0), Collections.nCopies(labels.size(), ""));
  }

  private static List<int[]> rows(JsonNode matrix) {
    List<int[]> rows = new ArrayList<>();
    for (JsonNode row : matrix) {
      rows.add(Arrays.stream(ParityFolder.ids(row)).filter(id -> id != 0).toArray());
    }
    return rows;
  }
}
