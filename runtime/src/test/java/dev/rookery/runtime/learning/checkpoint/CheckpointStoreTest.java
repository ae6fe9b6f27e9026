package dev.rookery.runtime.learning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {

  @TempDir Path run;
  private Training training;

  @BeforeEach
  void start() {
    training = new Training();
  }

  @AfterEach
  void end() {
    training.close();
  }

  @Test
  void resumesBitForBit() {
    new CheckpointStore(run, 2).save(training.trainTo(3).content(), true);
    training.trainTo(6);
    try (Training resumed = new Training()) {
      Checkpoint checkpoint = new CheckpointStore(run, 2).latest().orElseThrow();
      resumed.restore(checkpoint);
      resumed.trainTo(6);
      assertSame(resumed, training);
      assertThat(checkpoint.state().get("seen").asLong()).isEqualTo(96);
      assertThat(checkpoint.state().get("best-loss").asDouble()).isEqualTo(1.0 / 3);
      assertThat(checkpoint.state().get("text").asText()).isEqualTo("ünïcode");
      assertThat(checkpoint.folder().resolve(Training.DICTIONARY)).hasContent("hello\t3");
    }
  }

  @Test
  void keepsTheLastFewAndTheBest() throws IOException {
    CheckpointStore store = new CheckpointStore(run, 2);
    for (long update = 1; update <= 6; update++) {
      store.save(training.trainTo(update).content(), update == 2);
    }
    assertThat(names(run.resolve("checkpoints"))).containsExactly("2", "5", "6");
    assertThat(store.best().orElseThrow().update()).isEqualTo(2);
    assertThat(store.latest().orElseThrow().update()).isEqualTo(6);
    assertThat(Checkpoint.open(run).update()).isEqualTo(2);
    assertThat(Checkpoint.open(run.resolve("best")).update()).isEqualTo(2);
    assertThat(Checkpoint.open(run.resolve("last")).update()).isEqualTo(6);
    store.save(training.trainTo(7).content(), true);
    assertThat(names(run.resolve("checkpoints"))).containsExactly("6", "7");
  }

  @Test
  void takesTheNewestWhereNoneWasCalledBest() {
    CheckpointStore store = new CheckpointStore(run, 1);
    assertThat(store.latest()).isEmpty();
    assertThat(store.best()).isEmpty();
    store.save(training.trainTo(1).content(), false);
    store.save(training.trainTo(2).content(), false);
    assertThat(store.best().orElseThrow().update()).isEqualTo(2);
    assertThat(Checkpoint.open(run.resolve("best")).update()).isEqualTo(2);
  }

  @Test
  void followsPointersThatAreTextFiles() throws IOException {
    Path folder = new CheckpointStore(run, 1).save(training.trainTo(1).content(), true);
    Path pointer = Files.writeString(run.resolve("copied"), "checkpoints/1\n");
    assertThat(Checkpoint.open(pointer).folder()).isEqualTo(folder);
  }

  @Test
  void replacesAPointerThatACopyTurnedIntoAFolder() throws IOException {
    CheckpointStore store = new CheckpointStore(run, 1);
    Path folder = store.save(training.trainTo(1).content(), true);
    Path best = run.resolve("best");
    Files.delete(best);
    Files.createDirectory(best);
    Files.copy(folder.resolve("state.json"), best.resolve("state.json"));
    store.save(training.trainTo(2).content(), true);
    assertThat(Checkpoint.open(best).update()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model.safetensors", "optimizer.safetensors", "state.json", Training.DICTIONARY})
  void fallsBackWhenTheNewestIsDamaged(String file) throws IOException {
    CheckpointStore store = new CheckpointStore(run, 3);
    store.save(training.trainTo(1).content(), true);
    Path newest = store.save(training.trainTo(2).content(), true).resolve(file);
    byte[] whole = Files.readAllBytes(newest);

    Files.write(newest, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(store.latest().orElseThrow().update()).isEqualTo(1);
    assertThat(store.best().orElseThrow().update()).isEqualTo(1);
    Files.delete(newest);
    assertThat(store.latest().orElseThrow().update()).isEqualTo(1);
    if (!file.equals("state.json")) {
      byte[] flipped = whole.clone();
      flipped[flipped.length - 1] ^= 1;
      Files.write(newest, flipped);
      assertThat(store.latest().orElseThrow().update()).isEqualTo(1);
    }
    assertThatThrownBy(() -> Checkpoint.open(run.resolve("checkpoints/2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.substring(file.lastIndexOf('/') + 1));

    Files.write(newest, whole);
    assertThat(store.latest().orElseThrow().update()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWhenAllAreDamaged() throws IOException {
    CheckpointStore store = new CheckpointStore(run, 3);
    Files.delete(store.save(training.trainTo(1).content(), true).resolve("model.safetensors"));
    Files.delete(store.save(training.trainTo(2).content(), true).resolve("state.json"));
    assertThatThrownBy(store::latest)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no checkpoint is whole")
        .hasMessageContaining("model.safetensors is missing")
        .hasMessageContaining("state.json is missing");
  }

  @Test
  void goesOnAfterFallingBack() throws IOException {
    CheckpointStore store = new CheckpointStore(run, 2);
    store.save(training.trainTo(1).content(), true);
    Files.delete(store.save(training.trainTo(3).content(), true).resolve("model.safetensors"));
    try (Training resumed = new Training()) {
      resumed.restore(store.latest().orElseThrow());
      store.save(resumed.trainTo(2).content(), false);
    }
    assertThat(names(run.resolve("checkpoints"))).containsExactly("1", "2");
    assertThat(store.best().orElseThrow().update()).isEqualTo(1);
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Saves an update anew, with an old checkpoint that is to go: every stage is passed. */
  @Test
  void survivesACrashAtEveryStage() throws IOException {
    List<String> stages = new ArrayList<>();
    crashRun(run.resolve("whole"), stages, Integer.MAX_VALUE);
    assertThat(stages)
        .contains("weights written", "older one of the same update set aside", "published")
        .doesNotHaveDuplicates();
    for (int dieAt = 0; dieAt < stages.size(); dieAt++) {
      Path folder = run.resolve("die-at-" + dieAt);
      assertThatThrownBy(crash(folder, dieAt)).as(stages.get(dieAt)).isInstanceOf(Crash.class);
      CheckpointStore store = new CheckpointStore(folder, 2);
      Checkpoint latest = store.latest().orElseThrow();
      boolean published = dieAt >= stages.indexOf("published");
      assertThat(latest.update()).isEqualTo(3);
      assertThat(latest.state().get("again").asBoolean())
          .as("died when: %s", stages.get(dieAt))
          .isEqualTo(published);
      try (Training resumed = new Training()) {
        resumed.restore(latest);
        assertThat(resumed.arrays().get("layer.bias"))
            .containsExactly(training.arrays().get("layer.bias"));
      }
      store.save(
          new CheckpointContent(
              4, training.parameters, Optional.empty(), latest.state(), ExtraFiles.NONE),
          true);
      assertThat(names(folder.resolve("checkpoints"))).containsExactly("3", "4");
      assertThat(names(folder)).containsExactly("best", "checkpoints", "last");
    }
  }

  private org.assertj.core.api.ThrowableAssert.ThrowingCallable crash(Path folder, int dieAt) {
    return () -> crashRun(folder, new ArrayList<>(), dieAt);
  }

  private void crashRun(Path folder, List<String> passed, int dieAt) throws IOException {
    Files.createDirectories(folder);
    if (training.updates > 3) {
      throw new IllegalStateException("the training went too far");
    }
    try (Training fresh = new Training()) {
      CheckpointStore store = new CheckpointStore(folder, 3);
      store.save(fresh.trainTo(1).content(), false);
      store.save(fresh.trainTo(2).content(), true);
      CheckpointContent third = fresh.trainTo(3).content();
      third.state().put("again", false);
      store.save(third, false);
    }
    CheckpointContent again = training.trainTo(3).content();
    again.state().put("again", true);
    new CheckpointStore(
            folder,
            1,
            stage -> {
              passed.add(stage);
              if (passed.size() > dieAt) {
                throw new Crash();
              }
            })
        .save(again, true);
  }

  /** A checkpoint that is being replaced lies aside for a moment; a reader may come just then. */
  @Test
  void aReaderMovesNothingInTheFolderOfARunningTraining() throws IOException {
    CheckpointStore writer = new CheckpointStore(run, 2);
    writer.save(training.trainTo(3).content(), true);
    Path checkpoints = run.resolve("checkpoints");
    Path aside = checkpoints.resolve(".3.replaced");
    Files.move(checkpoints.resolve("3"), aside);

    assertThat(Checkpoint.open(run).update()).isEqualTo(3);
    assertThat(aside).isDirectory();
    assertThat(checkpoints.resolve("3")).doesNotExist();

    writer.save(training.trainTo(4).content(), false);
    assertThat(Checkpoint.open(run).update()).isEqualTo(3); // still the best
  }

  @Test
  void reportsAFullDiskAndKeepsWhatThereIs() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    CheckpointStore store = new CheckpointStore(run, 1);
    store.save(training.trainTo(1).content(), true);
    CheckpointContent next = training.trainTo(2).content();
    CheckpointContent tooLarge =
        new CheckpointContent(
            next.update(),
            next.weights(),
            next.optimizer(),
            next.state(),
            folder -> DurableFolder.write(full, new byte[1 << 16]));
    assertThatThrownBy(() -> store.save(tooLarge, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't save checkpoint")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("MiB free")
        .hasMessageContaining("Older checkpoints are untouched");
    assertThat(names(run.resolve("checkpoints"))).containsExactly("1");
    assertThat(store.latest().orElseThrow().update()).isEqualTo(1);
    assertThat(store.save(next, true)).isDirectory();
  }

  @Test
  void savesWhileTheThreadIsInterrupted() {
    CheckpointStore store = new CheckpointStore(run, 1);
    Thread.currentThread().interrupt();
    try {
      store.save(training.trainTo(1).content(), true);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(store.latest().orElseThrow().update()).isEqualTo(1);
  }

  @Test
  void refusesACheckpointOfAnotherModel() {
    Checkpoint checkpoint =
        Checkpoint.open(new CheckpointStore(run, 1).save(training.trainTo(1).content(), true));
    try (Training other = new Training(new Shape(4, 5))) {
      other.parameters.constant("extra", new Shape(2), 0);
      float[] bias = other.parameters.get("layer.bias").toFloatArray();
      assertThatThrownBy(() -> checkpoint.loadWeights(other.parameters))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another model")
          .hasMessageContaining("the file lacks extra")
          .hasMessageContaining("layer.weight is (4, 3) in the file and (4, 5) in the model");
      assertThat(other.parameters.get("layer.bias").toFloatArray()).containsExactly(bias);
      assertThatThrownBy(() -> checkpoint.loadOptimizer(other.optimizer))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another optimizer or model")
          .hasMessageContaining("layer.weight.exp_avg has shape (4, 3), expected (4, 5)");
    }
  }

  @Test
  void saysThatThereIsNothingToOpen() {
    assertThatThrownBy(() -> Checkpoint.open(run.resolve("nowhere")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> Checkpoint.open(run))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("state.json is missing");
  }

  private static void assertSame(Training actual, Training expected) {
    expected
        .arrays()
        .forEach(
            (name, values) ->
                assertThat(actual.arrays().get(name)).as(name).containsExactly(values));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
