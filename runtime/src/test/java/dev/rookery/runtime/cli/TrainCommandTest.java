package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery train} makes of its arguments. */
final class TrainCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void flagsOfSeveralLettersAreNotTakenForShorterOnes() {
    String flags = "--lr-scheduler invsqrt -vmt accuracy -vp 2 -veps 1 -tstep 3 -clip 0.5 -ttim 9";
    List<String> arguments = new ArrayList<>(List.of("train", "-t", "babi-sim", "-m"));
    arguments.add("example-tga");
    arguments.addAll(List.of(flags.split(" ")));

    assertThat(cli.run(arguments.toArray(String[]::new))).as(cli.err()).isZero();

    var training = cli.work.only(ExperimentWork.Training.class);
    assertThat(training.loaded().experiment().learner().orElseThrow().settings().asMap())
        .containsEntry("validation-metric", "accuracy")
        .containsEntry("validation-patience", 2)
        .containsEntry("max-updates", 3L)
        .containsEntry("gradient-clip", 0.5);
    assertThat(training.arguments()).isEqualTo(arguments);
  }

  @Test
  void trainHandsOverTheExperimentThatTheFlagsDescribe() {
    String flags =
        "train -m example-tga -t convai2:self:no_cands data.path=../shared/data -bs 32"
            + " --truncate 128 --hidden-size 256 -opt adam -lr 0.001 --gradient-clip 1.0 -eps 3"
            + " --run RUN -v";

    assertThat(cli.run(flags.split(" "))).as(cli.err()).isZero();

    var training = cli.work.only(ExperimentWork.Training.class);
    assertThat(training.runFolder()).contains(Path.of("RUN"));
    assertThat(training.arguments()).containsExactly(flags.split(" "));
    assertThat(training.loaded().experiment().render())
        .contains("hidden-size = 256  # command line: --hidden-size 256")
        .contains("learning-rate = 0.001  # command line: -lr 0.001")
        .contains("batch-size = 32  # command line: -bs 32")
        .contains("truncate = 128  # command line: --truncate 128")
        .contains("name = adam  # command line: -opt adam");
  }

  @Test
  void showConfigPrintsWhatCanBeReadBack() throws IOException {
    assertThat(
            cli.run(
                "train", "-m", "example-tga", "-t", "persona-sim", "--show-config", "-eps", "2"))
        .isZero();
    Path file = Files.writeString(folder.resolve("shown.conf"), cli.out());
    cli.forget();

    assertThat(cli.run("train", file.toString(), "--show-config")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("epochs = 2").contains("shown.conf: ");
    assertThat(cli.work.isEmpty()).isTrue();
  }

  @Test
  void resumedRunHasItsOwnExperiment() throws IOException {
    cli.run("train", "-m", "example-tga", "-t", "persona-sim", "--show-config", "-eps", "2");
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("experiment.conf"), cli.out());

    assertThat(cli.run("train", "--resume", "--run", run.toString(), "-lr", "0.5")).isZero();

    var training = cli.work.only(ExperimentWork.Training.class);
    assertThat(training.resume()).isTrue();
    assertThat(training.loaded().experiment().render())
        .contains("epochs = 2.0")
        .contains("learning-rate = 0.5");
  }

  @Test
  void dpIsTheFolderOfDataSetsEvenIfATaskReadsAFile() {
    String flags = "train -m example-tga -t parlai-format task.path=talk.txt -dp /corpora";

    assertThat(cli.run(flags.split(" "))).as(cli.err()).isZero();

    assertThat(cli.work.only(ExperimentWork.Training.class).loaded().experiment().render())
        .contains("path = \"/corpora\"  # command line: -dp /corpora")
        .contains("path = \"" + Path.of("talk.txt").toAbsolutePath() + "\"  # ");
  }
}
