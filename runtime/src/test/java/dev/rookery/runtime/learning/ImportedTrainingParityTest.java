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
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.experiment.RunListener;
import dev.rookery.runtime.experiment.TrainingRun;
import dev.rookery.runtime.importing.ImportedCheckpoint;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import dev.rookery.runtime.run.RunFolder;
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

  @TestFactory
  Stream<DynamicTest> trainingsGoOn() {
    return ImportedCheckpoint.all(folder.resolve("resumed")).stream()
        .map(
            checkpoint ->
                dynamicTest(checkpoint.name() + " goes on", () -> checkResumed(checkpoint)));
  }

  /** The optimizer counts on from ParlAI's count, and the loss stays where it was. */
  private static void checkResumed(ImportedCheckpoint checkpoint) {
    assertThat(checkpoint.imported().optimizer()).as("optimizer's state").isTrue();
    long before = checkpoint.imported().updates();
    double steps = optimizerSteps(checkpoint.folder());
    Experiment experiment =
        checkpoint.experiment(
            List.of(
                "task.name=parlai-format",
                "task.path=" + ParityFolder.file("parlai/data/subset_parlai.txt"),
                "learner.max-updates=" + (before + 2),
                "learner.batch-size=4",
                "learner.validation-max-examples=4",
                "trackers=[]"));
    try (RunFolder run = RunFolder.take(checkpoint.folder(), RunFolder.IfExists.RESUME)) {
      new TrainingRun(
              experiment,
              ImportedCheckpoint.CATALOG,
              ImportedCheckpoint.NO_DOWNLOADS,
              run,
              new Unheard())
          .run(List.of("train", "--resume"));
    }
    assertThat(Checkpoint.open(checkpoint.folder().resolve("last")).update()).isEqualTo(before + 2);
    assertThat(optimizerSteps(checkpoint.folder())).isEqualTo(steps + 2);
  }

  private static double optimizerSteps(Path run) {
    Path checkpoint = Checkpoint.open(run.resolve("last")).folder();
    try (SafetensorsFile file = new SafetensorsFile(checkpoint.resolve("optimizer.safetensors"));
        NDManager manager = NDManager.newBaseManager()) {
      return file.read("step", manager).toFloatArray()[0];
    }
  }

  private static final class Unheard implements RunListener {
    @Override
    public void onTraining(TrainingProgress progress) {}

    @Override
    public void onEvaluation(long seen, OptionalLong of) {}

    @Override
    public void say(String line) {}
  }

  private static List<String> settings(JsonNode options) {
    String optimizer = options.get("optimizer").asText();
    List<String> settings = new ArrayList<>();
    settings.add("learner.optimizer={ name = " + optimizer + " }");
    settings.add("learner.lr-scheduler={ name = none }");
    settings.add("learner.update-frequency=1");
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
    dropouts(checkpoint.imported().model())
        .forEach(dropout -> settings.add("agent.model-options." + dropout + "=0"));
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
      checkSums(agent.parameters(), run, tolerance);
    }
  }

  /** The golden file was made without any, whatever the checkpoint was trained with. */
  private static List<String> dropouts(String model) {
    return switch (model) {
      case "transformer" -> List.of("dropout", "attention-dropout", "relu-dropout");
      case "seq2seq" -> List.of("dropout", "input-dropout");
      default -> List.of();
    };
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

  private static void checkSums(Parameters parameters, JsonNode run, double tolerance) {
    JsonNode sums = run.get("parameter_sums_after");
    sums.properties().stream()
        .filter(sum -> parameters.byName().containsKey(sum.getKey()))
        .forEach(
            sum -> {
              float[] numbers = parameters.get(sum.getKey()).toFloatArray();
              double actual = IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).sum();
              double each = Math.max(2 * tolerance, randomWalk(sum.getKey(), run));
              assertThat(actual)
                  .as(sum.getKey())
                  .isCloseTo(sum.getValue().asDouble(), within(each * Math.sqrt(numbers.length)));
            });
    assertThat(sums.properties()).anyMatch(sum -> parameters.byName().containsKey(sum.getKey()));
  }

  /**
   * How far rounding alone takes a bias of attention keys, which adds the same to all scores of a
   * query and so has no gradient: optimizers that divide by its size make a whole step of it, back
   * or forth. It changes nothing that the model computes.
   */
  private static double randomWalk(String weight, JsonNode run) {
    JsonNode options = run.get("options");
    return weight.endsWith("k_lin.bias") && !options.get("optimizer").asText().equals("sgd")
        ? 4 * options.get("learningrate").asDouble() * run.get("steps").size()
        : 0;
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
