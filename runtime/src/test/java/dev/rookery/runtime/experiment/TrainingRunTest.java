package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.RunFolder.IfExists;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is stopped, killed and resumed becomes what the uninterrupted one becomes. */
final class TrainingRunTest {

  @TempDir Path folder;

  static Stream<Arguments> interruptions() {
    List<Integer> atEachUpdate = IntStream.range(1, 24).boxed().toList();
    return Stream.of(
        Arguments.of(List.of("learner.lr-scheduler=reduce-on-plateau"), List.of(3, 7, 8, 16)),
        Arguments.of(
            List.of(
                "learner.lr-scheduler.name=cosine",
                "learner.lr-scheduler.warmup-updates=6",
                "learner.gradient-clip=0.5"),
            List.of(2, 14, 23)),
        Arguments.of(
            List.of(
                "learner.update-frequency=2",
                "learner.lr-scheduler.name=fixed",
                "learner.lr-scheduler.patience=1"),
            List.of(3, 4, 10, 11)),
        Arguments.of(
            List.of(
                "learner.optimizer.name=sgd",
                "learner.optimizer.momentum=0.9",
                "learner.validation-max-examples=4"),
            atEachUpdate));
  }

  @ParameterizedTest(name = "{0}, stopped after {1}")
  @MethodSource("interruptions")
  void stoppedAndResumedEqualsUninterrupted(List<String> settings, List<Integer> stops)
      throws IOException {
    SmallRun whole = new SmallRun(folder.resolve("whole"), settings);
    assertThat(whole.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);

    SmallRun parts = new SmallRun(folder.resolve("parts"), settings);
    IfExists ifExists = IfExists.REFUSE;
    for (int stop : stops) {
      assertThat(parts.trainUntil(stop, ifExists)).isEqualTo(Learner.Ending.INTERRUPTED);
      ifExists = IfExists.RESUME;
    }
    assertThat(parts.train(IfExists.RESUME)).isEqualTo(Learner.Ending.FINISHED);

    assertSame(parts, whole);
  }

  static Stream<List<String>> savesAndRecords() {
    return Stream.of(
        List.of("learner.save-every-updates=3", "learner.update-frequency=2"),
        // A kill comes between a checkpoint and the next record.
        List.of("learner.save-every-updates=3", "learner.log-every-updates=4"));
  }

  @ParameterizedTest
  @MethodSource("savesAndRecords")
  void killedAndResumedEqualsUninterrupted(List<String> settings) throws IOException {
    SmallRun whole = new SmallRun(folder.resolve("whole"), settings);
    whole.train(IfExists.REFUSE);

    SmallRun killed = new SmallRun(folder.resolve("killed"), settings);
    for (long death : List.of(1L, 4L, 5L, 10L, 17L, 23L)) {
      IfExists now = RunFolder.holdsRun(killed.path) ? IfExists.RESUME : IfExists.REFUSE;
      assertThatThrownBy(
              () ->
                  killed.train(
                      now,
                      update -> {
                        if (update == death) {
                          throw new IllegalStateException("killed");
                        }
                      }))
          .hasMessage("killed");
    }
    killed.train(IfExists.RESUME);

    assertSame(killed, whole);
  }

  private static void assertSame(SmallRun actual, SmallRun expected) throws IOException {
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(actual.checkpointFile(file))
          .as(file)
          .isNotEmpty()
          .isEqualTo(expected.checkpointFile(file));
    }
    assertThat(state(actual)).isEqualTo(state(expected));
    assertThat(actual.figures()).isEqualTo(expected.figures());
    assertThat(actual.path.resolve("best").toRealPath().getFileName())
        .isEqualTo(expected.path.resolve("best").toRealPath().getFileName());
  }

  /** Everything that a checkpoint knows about its training, but for the time spent. */
  private static ObjectNode state(SmallRun run) throws IOException {
    ObjectNode state =
        (ObjectNode)
            new ObjectMapper().readTree(run.checkpointFile("state.json")).required("state");
    ObjectNode training = (ObjectNode) state.required("training");
    training.remove(List.of("seconds", "seconds-at-validation"));
    return state;
  }

  @Test
  void recordsEachUpdateOnce() {
    SmallRun run = new SmallRun(folder.resolve("run"), List.of());
    run.trainUntil(6, IfExists.REFUSE);
    run.trainUntil(13, IfExists.RESUME);
    run.train(IfExists.RESUME);

    assertThat(run.metrics().stream().filter(record -> record.phase().equals("train")))
        .extracting(record -> record.update())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 24).mapToObj(Long::valueOf).toList());
    assertThat(run.metrics().stream().filter(record -> record.phase().equals("valid")))
        .extracting(record -> record.update())
        .containsExactly(5L, 10L, 15L, 20L, 24L);
  }

  @Test
  void aStopIsWorthWaitingForOnlyOnceALearnerIsAtWork() {
    List<Boolean> waits = new ArrayList<>();
    SmallRun run = new SmallRun(folder.resolve("run"), List.of());
    assertThat(run.trainUntil(0, IfExists.REFUSE, waits::add))
        .isEqualTo(Learner.Ending.INTERRUPTED);
    assertThat(waits).containsExactly(false);
    assertThat(run.metrics()).isEmpty();

    assertThat(run.trainUntil(2, IfExists.REFUSE, waits::add))
        .isEqualTo(Learner.Ending.INTERRUPTED);
    assertThat(waits).startsWith(false, true).doesNotHaveDuplicates();
  }

  @Test
  void anExistingRunIsNotTouchedUnlessAsked() throws IOException {
    SmallRun run = new SmallRun(folder.resolve("run"), List.of("learner.max-updates=3"));
    run.train(IfExists.REFUSE);
    Map<String, String> before = contents(run.path);

    assertThatThrownBy(() -> run.train(IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--fresh");
    assertThat(contents(run.path)).isEqualTo(before);

    run.train(IfExists.FRESH);
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> aside =
          all.filter(path -> path.getFileName().toString().startsWith("run.old-")).toList();
      assertThat(aside).hasSize(1);
      assertThat(contents(aside.get(0))).isEqualTo(before);
    }
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(),
            Files.getLastModifiedTime(file) + " " + List.of(Files.readAllBytes(file).length));
      }
    }
    return contents;
  }

  @Test
  void aStartThatLearnedNothingLeavesItsFolderFree() {
    Path path = folder.resolve("run");
    SmallRun wrong = new SmallRun(path, List.of("agent.dictionary.file=" + folder));
    assertThatThrownBy(() -> wrong.train(IfExists.REFUSE)).isInstanceOf(UserException.class);

    SmallRun right = new SmallRun(path, List.of("learner.max-updates=2"));
    assertThat(right.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
  }

  @Test
  void theBestCheckpointIsKept() throws IOException {
    // Of a figure that falls while the model learns the first one is the largest.
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "learner.validation-metric=ppl",
                "learner.validation-metric-mode=max",
                "learner.keep-checkpoints=1"));
    run.train(IfExists.REFUSE);

    double best = Double.NEGATIVE_INFINITY;
    long update = 0;
    for (var record : run.metrics()) {
      if (record.phase().equals("valid") && record.values().get("ppl") > best) {
        best = record.values().get("ppl");
        update = record.update();
      }
    }
    assertThat(update).isBetween(1L, 23L);
    try (Stream<Path> kept = Files.list(run.path.resolve("checkpoints"))) {
      assertThat(kept)
          .extracting(path -> path.getFileName())
          .extracting(Path::toString)
          .containsExactlyInAnyOrder(Long.toString(update), "24");
    }
    assertThat(run.path.resolve("best").toRealPath()).hasFileName(Long.toString(update));
    assertThat(run.path.resolve("last").toRealPath()).hasFileName("24");
  }

  @Test
  void trainingEndsWhenPatienceIsOutAndStaysEnded() {
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "learner.learning-rate=2",
                "learner.max-updates=1000",
                "learner.validation-patience=2"));
    assertThat(run.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.OUT_OF_PATIENCE);
    List<String> figures = run.figures();

    assertThat(run.train(IfExists.RESUME)).isEqualTo(Learner.Ending.OUT_OF_PATIENCE);
    assertThat(run.figures()).isEqualTo(figures);
  }

  @Test
  void trainingEndsAtTheCutoff() {
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of("learner.max-updates=1000", "learner.validation-cutoff=1000"));
    assertThat(run.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.OUT_OF_PATIENCE);
    assertThat(run.metrics().get(run.metrics().size() - 1).update()).isEqualTo(5);
  }

  @Test
  void trainingEndsAtItsLimits() {
    SmallRun epochs =
        new SmallRun(
            folder.resolve("epochs"), List.of("learner.epochs=2", "learner.max-updates=1000"));
    assertThat(epochs.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
    assertThat(epochs.metrics().get(epochs.metrics().size() - 1).update()).isEqualTo(14);

    SmallRun time =
        new SmallRun(
            folder.resolve("time"), List.of("learner.max-time=0.3", "learner.max-updates=100000"));
    assertThat(time.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
    assertThat(time.metrics().get(time.metrics().size() - 1).update()).isLessThan(100000);
  }

  @Test
  void afterItsEndARunGoesOnWhenTheLimitIsRaised() throws IOException {
    SmallRun whole = new SmallRun(folder.resolve("whole"), List.of("learner.max-updates=20"));
    whole.train(IfExists.REFUSE);
    Path path = folder.resolve("parts");
    new SmallRun(path, List.of("learner.max-updates=10")).train(IfExists.REFUSE);
    SmallRun longer = new SmallRun(path, List.of("learner.max-updates=20"));
    longer.train(IfExists.RESUME);

    assertSame(longer, whole);
  }

  @Test
  void aMetricThatValidationDoesNotGiveIsFoundBeforeTheFirstUpdate() {
    for (List<String> settings :
        List.of(
            List.of("learner.validation-metric=token_accuracy"),
            List.of("learner.validation-metric=accuracy"),
            List.of("learner.validation-metric=rouge_L", "learner.validation-generates=true"))) {
      SmallRun run = new SmallRun(folder.resolve("run"), settings);
      assertThatThrownBy(
              () ->
                  run.train(
                      IfExists.REFUSE,
                      update -> {
                        throw new AssertionError("an update was made");
                      }))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("learner.validation-metric = \"")
          .hasMessageContaining("command line")
          .hasMessageContaining("token_acc");
      assertThat(run.path.resolve("experiment.conf")).doesNotExist();
    }
  }

  @Test
  void aValidationThatFailsCostsNoTraining() {
    SmallRun run = new SmallRun(folder.resolve("run"), List.of());
    assertThatThrownBy(run::trainUntilValidationFails).hasMessageContaining("is broken");
    assertThat(run.path.resolve("checkpoints/5")).isDirectory();
  }

  @Test
  void validationComputesTheMetricsOfTheEvalSection() {
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "learner.max-updates=2",
                "learner.validation-generates=true",
                "learner.validation-metric=rouge_L",
                "eval.metrics=[rouge]",
                "eval.aggregate-micro=true"));
    assertThat(run.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
    Map<String, Double> values = record(run, "valid").values();
    assertThat(values)
        .containsKeys("rouge_L", "ctps", "ltps", "tps", "total_exs", "total_epochs")
        .doesNotContainKey("bleu-4");
    assertThat(values.get("ctpb")).isGreaterThan(values.get("ltpb"));
    assertThat(values.get("tpb")).isEqualTo(values.get("ctpb") + values.get("ltpb"));
  }

  @Test
  void atTheEndTheBestWeightsAreEvaluatedOnEverything() {
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "learner.learning-rate=2",
                "learner.max-updates=1000",
                "learner.validation-patience=2",
                "learner.validation-max-examples=2"));
    assertThat(run.train(IfExists.REFUSE)).isEqualTo(Learner.Ending.OUT_OF_PATIENCE);

    List<MetricsRecord> validations =
        run.metrics().stream().filter(each -> each.phase().equals("valid")).toList();
    assertThat(validations).allMatch(each -> each.values().get("exs") == 2);
    MetricsRecord best = validations.get(validations.size() - 3); // the patience is 2
    assertThat(record(run, "final").update()).isEqualTo(best.update());
    assertThat(record(run, "final").values().get("exs")).isGreaterThan(2);

    List<String> figures = run.figures();
    assertThat(run.train(IfExists.RESUME)).isEqualTo(Learner.Ending.OUT_OF_PATIENCE);
    assertThat(run.figures()).isEqualTo(figures);
  }

  @Test
  void anotherBatchSizeRestartsTheEpochAndSaysSo() {
    Path path = folder.resolve("run");
    new SmallRun(path, List.of("learner.epochs=1")).trainUntil(4, IfExists.REFUSE);
    SmallRun other = new SmallRun(path, List.of("learner.epochs=1", "learner.batch-size=3"));
    assertThat(other.train(IfExists.RESUME)).isEqualTo(Learner.Ending.FINISHED);
    assertThat(other.said())
        .anyMatch(
            line ->
                line.contains("learner.batch-size was 6, is 3")
                    && line.contains("epoch 1 begins anew"));
    // all of the epoch, besides the 24 of before
    Map<String, Double> last = record(other, "train").values();
    SmallRun whole =
        new SmallRun(folder.resolve("whole"), List.of("learner.epochs=1", "learner.batch-size=3"));
    whole.train(IfExists.REFUSE);
    assertThat(last.get("total_exs"))
        .isEqualTo(24 + record(whole, "train").values().get("total_exs"));
  }

  @Test
  void anotherTaskRestartsTheEpochAndForgetsTheBest() {
    Path path = folder.resolve("run");
    new SmallRun(path, List.of()).trainUntil(11, IfExists.REFUSE);
    SmallRun other = new SmallRun(path, List.of("task.episodes=9"));
    assertThat(other.train(IfExists.RESUME)).isEqualTo(Learner.Ending.FINISHED);
    assertThat(other.said()).anyMatch(line -> line.contains("task was ") && line.contains("anew"));
  }

  @Test
  void anotherMetricIsNotComparedWithTheOldBest() {
    Path path = folder.resolve("run");
    new SmallRun(path, List.of()).trainUntil(11, IfExists.REFUSE);
    SmallRun other = new SmallRun(path, List.of("learner.validation-metric=token_acc"));
    other.train(IfExists.RESUME);
    assertThat(other.said())
        .anyMatch(line -> line.contains("learner.validation-metric was ppl, is token_acc"));
    String first =
        other.said().stream().filter(line -> line.contains("update 15")).findFirst().orElseThrow();
    assertThat(first).contains("token_acc").contains("best so far");
  }

  @Test
  void anotherLearningRateIsHonoured() {
    Path path = folder.resolve("run");
    List<String> schedule = List.of("learner.lr-scheduler=reduce-on-plateau");
    new SmallRun(path, schedule).trainUntil(4, IfExists.REFUSE);
    SmallRun other =
        new SmallRun(
            path, List.of("learner.lr-scheduler=reduce-on-plateau", "learner.learning-rate=0.005"));
    other.train(IfExists.RESUME);
    assertThat(record(other, "train").values().get("lr")).isEqualTo(0.005);
  }

  private static MetricsRecord record(SmallRun run, String phase) {
    return run.metrics().stream()
        .filter(each -> each.phase().equals(phase))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  @Test
  void aTrainingThatDivergesSaysSoAndKeepsItsCheckpoints() {
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "learner.optimizer.name=sgd",
                "learner.optimizer.momentum=0.99",
                "learner.learning-rate=3e38",
                "learner.gradient-clip=0",
                "learner.save-every-updates=1"));
    assertThatThrownBy(() -> run.train(IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("diverged")
        .hasMessageContaining("learning-rate");
  }
}
