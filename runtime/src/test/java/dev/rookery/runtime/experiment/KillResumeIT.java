package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rookery.runtime.cli.IgnoredInterrupt;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trainings of the distribution that are killed as a power cut would, again and again, and resumed.
 * {@code -Drookery.kills=20} kills more often than the default, {@code -Drookery.kills.seed} at
 * other moments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillResumeIT {

  private static final Path ROOKERY = Path.of("target", "rookery", "bin", "rookery");
  private static final int UPDATES = 160;

  /** Checkpoints so frequent that much of the time is spent writing them. */
  private static final List<String> SETTINGS =
      List.of(
          "-t",
          "babi-sim",
          "-m",
          "example-tga",
          "task.episodes=20",
          "task.valid-episodes=2",
          "--hidden-size",
          "48",
          "-bs",
          "8",
          "-opt",
          "adam",
          "-lr",
          "0.01",
          "learner.update-frequency=2",
          "learner.max-updates=" + UPDATES,
          "learner.save-every-updates=2",
          "learner.log-every-updates=1",
          "learner.validation-every-updates=30",
          "learner.validation-generates=false",
          "run.threads=2");

  @TempDir static Path folder;
  private Path whole;
  private long millis;

  @BeforeAll
  void trainWithoutInterruption() throws Exception {
    whole = folder.resolve("whole");
    long begun = System.nanoTime();
    Process process = train(whole);
    assertEndsWell(process, whole);
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  @Test
  void killedAtAnyMomentItResumesToTheSameWeights() throws Exception {
    int kills = Integer.getInteger("rookery.kills", 4);
    Random random = new Random(Long.getLong("rookery.kills.seed", 1));
    int killed = 0;
    int duringWrite = 0;
    int runs = 0;
    Path run = folder.resolve("killed-" + runs);
    while (killed < kills) {
      Process process = train(run);
      if (process.waitFor(random.nextLong(millis), TimeUnit.MILLISECONDS)) {
        assertSameAsWhole(process, run);
        run = folder.resolve("killed-" + ++runs);
      } else {
        process.destroyForcibly().waitFor();
        killed++;
        duringWrite += holdsUnfinished(run) ? 1 : 0;
      }
    }
    assertSameAsWhole(train(run), run);
    System.out.printf(
        "killed %d times, %d of them while a checkpoint was written; %d runs completed%n",
        killed, duringWrite, runs + 1);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void askedToStopItSavesAndSaysHowToGoOn(String signal, int exitCode) throws Exception {
    assumeFalse(
        signal.equals("INT") && IgnoredInterrupt.isInherited(),
        "this process was started with SIGINT ignored, and so are its children");
    Path run = folder.resolve("stopped-" + signal);
    Process process = train(run);
    while (!Files.exists(run.resolve("checkpoints"))) {
      assertThat(process.isAlive()).as(log(run)).isTrue();
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor()).as(log(run)).isEqualTo(exitCode);
    assertThat(log(run))
        .contains("interrupted and saved; go on with: ")
        .contains(" train --resume --run " + run)
        .doesNotContain("\tat ");
    assertSameAsWhole(start(run, List.of("train", "--resume", "--run", run.toString())), run);
  }

  /** Begins a training, or goes on with it if it got far enough. */
  private Process train(Path run) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--run", run.toString()));
    if (RunFolder.holdsRun(run)) {
      arguments.add("--resume");
    }
    arguments.addAll(SETTINGS);
    return start(run, arguments);
  }

  private Process start(Path run, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOKERY.toAbsolutePath().toString());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(logFile(run).toFile())
        .start();
  }

  private Path logFile(Path run) {
    return folder.resolve(run.getFileName() + ".txt");
  }

  private String log(Path run) throws IOException {
    return Files.readString(logFile(run));
  }

  private void assertEndsWell(Process process, Path run) throws Exception {
    assertThat(process.waitFor()).as(log(run)).isZero();
    assertThat(log(run)).doesNotContain("\tat ");
    assertThat(new MetricsFile(run.resolve(MetricsFile.NAME)).read())
        .filteredOn(record -> record.phase().equals("train"))
        .extracting(record -> record.update())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, UPDATES).boxed().toList());
    assertThat(run.resolve("report.html")).exists();
  }

  private void assertSameAsWhole(Process process, Path run) throws Exception {
    assertEndsWell(process, run);
    for (String pointer : List.of("last", "best")) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
        assertThat(run.resolve(pointer).resolve(file))
            .hasSameBinaryContentAs(whole.resolve(pointer).resolve(file));
      }
    }
  }

  private static boolean holdsUnfinished(Path run) throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(checkpoints)) {
      return entries.anyMatch(path -> path.getFileName().toString().startsWith("."));
    }
  }
}
