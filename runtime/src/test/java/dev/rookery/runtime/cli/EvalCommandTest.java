package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent.dictionary.file=other.dict",
        "agent.dictionary.seed-file=other.dict",
        "agent.dictionary.min-frequency=9",
        "agent.dictionary.max-tokens=99",
        "agent.dictionary.text-fields=text",
        "agent.dictionary.tokenizer.codecs=other.codecs",
        "agent.init-model=runs/other",
        "agent.embedding-type=glove",
        "agent.embedding-file=glove.txt"
      })
  void whatATrainedAgentWasMadeWithCannotBeChanged(String change) throws IOException {
    String run = trained();

    assertThat(cli.run("eval", "-mf", run, "-t", "babi-sim", change)).isEqualTo(2);
    assertThat(cli.err())
        .startsWith("error: " + change.substring(0, change.indexOf('=')) + " = ")
        .contains("(command line: " + change + ")", "trained agent", "leave it out");
    cli.forget();
    assertThat(cli.run("train", "--resume", "--run", run, change)).isEqualTo(2);
    assertThat(cli.err()).contains("trained agent");
    assertThat(cli.work.isEmpty()).isTrue();
  }

  @Test
  void flagOfAnotherDictionaryIsRefusedAndTheSameOneIsNot() throws IOException {
    String run = trained();

    assertThat(cli.run("eval", "-mf", run, "--dict-file", "other.dict")).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "--dict-file other.dict", "(here \"" + Path.of("own.dict").toAbsolutePath() + "\")");
    assertThat(cli.run("eval", "-mf", run, "--dict-file", "own.dict", "-histsz", "2")).isZero();
    assertThat(cli.work.only(ExperimentWork.Evaluating.class).loaded().experiment().render())
        .contains("file = \"" + Path.of("own.dict").toAbsolutePath() + "\"")
        .contains("history-size = 2");
  }

  /** The folder of a run that looks trained to a command. */
  private String trained() throws IOException {
    cli.run(
        "train",
        "-m",
        "example-tga",
        "-t",
        "persona-sim",
        "--dict-file",
        "own.dict",
        "--dict-tokenizer",
        "subword-bpe",
        "--show-config");
    Path run = Files.createDirectories(folder.resolve("trained"));
    Files.writeString(run.resolve("experiment.conf"), cli.out());
    cli.forget();
    return run.toString();
  }
}
