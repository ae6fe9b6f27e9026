package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rookery.runtime.cli.IgnoredInterrupt;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.policy.TinyPolicy;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings of the distribution with several seeds that are asked to stop, and go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeedsInterruptedIT {

  private static final Path ROOKERY =
      Path.of("target", "rookery", "bin", "rookery").toAbsolutePath();

  /** So many rounds that the second seed is still at work when it is seen to have begun. */
  private static final List<String> SETTINGS =
      TinyPolicy.settings(
          "-m",
          "policy",
          "agent.vocabulary=tokens.txt",
          "learner.name=reinforce",
          "learner.score=qed",
          "learner.num-envs=4",
          "learner.max-sequences=800",
          "--seeds",
          "1,2,3");

  @TempDir static Path folder;

  @BeforeAll
  void trainWithoutInterruption() throws Exception {
    Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O"));
    Process process = train("runs/whole");
    assertThat(process.waitFor()).as(log()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whatIsDoneStaysAndTheRestIsGoneOnWith(String signal, int exitCode) throws Exception {
    assumeFalse(
        signal.equals("INT") && IgnoredInterrupt.isInherited(),
        "this process was started with SIGINT ignored, and so are its children");
    String name = "stopped-" + signal;
    Path all = folder.resolve("runs").resolve(name);
    Process process = train("runs/" + name);
    while (!Files.exists(all.resolve("seed-2").resolve(MetricsFile.NAME))) {
      assertThat(process.isAlive()).as(log()).isTrue();
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor()).as(log()).isEqualTo(exitCode);
    assertThat(log())
        .contains("interrupted and saved; go on with: ", " train --resume --run runs/" + name)
        .doesNotContain("seed 3 (", "\tat ");
    assertThat(Provenance.lastEnding(all.resolve("seed-1"))).hasValue(Provenance.FINISHED);
    assertThat(Provenance.lastEnding(all.resolve("seed-2"))).hasValue(Provenance.INTERRUPTED);
    assertThat(RunFolder.holdsCheckpoint(all.resolve("seed-2"))).isTrue();
    assertThat(all.resolve("seed-3")).doesNotExist();
    assertThat(all.resolve("seeds.json")).doesNotExist();
    assertSameMolecules(all, "seed-1");
    assertThat(start("runs", "list").waitFor()).isZero();
    assertThat(log()).containsPattern("\n" + name + " +1 of 3 ");

    assertThat(start("train", "--resume", "--run", "runs/" + name).waitFor()).as(log()).isZero();
    assertThat(log())
        .contains("seed 2 (2 of 3)", "seed 3 (3 of 3)", "final figures:")
        .doesNotContain("seed 1 (");
    for (String seed : List.of("seed-1", "seed-2", "seed-3")) {
      assertSameMolecules(all, seed);
    }
    assertThat(all.resolve("seeds.json")).exists();
    // the names of the list are enough
    assertThat(start("runs", "compare", name + "/seed-1", name, "whole").waitFor()).isZero();
    assertThat(log()).contains("final figures:", name + "/seed-1");
  }

  private void assertSameMolecules(Path all, String seed) {
    assertThat(all.resolve(seed).resolve(MoleculesFile.NAME))
        .hasSameBinaryContentAs(
            folder.resolve("runs/whole").resolve(seed).resolve(MoleculesFile.NAME));
  }

  private Process train(String run) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--run", run));
    arguments.addAll(SETTINGS);
    return start(arguments.toArray(String[]::new));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOKERY.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
