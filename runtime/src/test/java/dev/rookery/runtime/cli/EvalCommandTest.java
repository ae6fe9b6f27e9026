package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery eval} makes of its arguments. */
final class EvalCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void evalTakesTheSavedExperimentAndAnotherTask() throws IOException {
    cli.run("train", "-m", "example-tga", "-t", "persona-sim", "--show-config");
    Path run = Files.createDirectories(folder.resolve("run/checkpoints/10")).getParent();
    Files.writeString(folder.resolve("run/experiment.conf"), cli.out());

    assertThat(
            cli.run(
                "eval",
                "-mf",
                run.resolve("10") + "",
                "-t",
                "babi-sim",
                "--split",
                "test",
                "-bs",
                "7"))
        .as(cli.err())
        .isZero();

    var evaluating = cli.work.only(ExperimentWork.Evaluating.class);
    assertThat(evaluating.dataType()).isEqualTo(DataType.TEST);
    assertThat(evaluating.loaded().experiment().task().orElseThrow().name()).isEqualTo("babi-sim");
    assertThat(evaluating.loaded().experiment().render())
        .contains("batch-size = 7  # command line: -bs 7");
  }
}
