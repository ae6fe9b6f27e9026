package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command line as a whole behaves: help, wrong commands, failures and exit codes. */
final class RookeryCliTest {

  private final RecordedCli cli = new RecordedCli();

  @Test
  void helpListsEveryCommand() {
    assertThat(cli.run("--help")).isZero();
    assertThat(cli.out())
        .contains("train", "eval", "generate", "chat", "display-data", "build-dict", "data")
        .contains("metrics", "describe", "plugins", "runs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "eval",
        "generate",
        "chat",
        "display-data",
        "build-dict",
        "data check",
        "metrics",
        "describe",
        "plugins list",
        "plugins describe",
        "plugins install",
        "plugins remove",
        "plugins doctor",
        "runs list",
        "runs show",
        "runs compare"
      })
  void everyCommandHasHelpAndTheCommonOptions(String command) {
    assertThat(cli.run((command + " --help").split(" "))).isZero();
    assertThat(cli.out())
        .contains("Usage: rookery " + command)
        .contains("--stack-trace", "--verbose", "--quiet");
  }

  @Test
  void helpBeginsWithWhatACommandIsAbout() {
    cli.run("train", "--help");
    assertThat(cli.out())
        .containsSubsequence(
            "--run", "--task=TASK", "key=value", "-bs, ", "-lr, ", "--max-updates", "Everywhere:")
        .containsOnlyOnce("--quiet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-bs 8",
        "--batch-size 8",
        "-opt sgd",
        "--optimizer sgd",
        "-lr 1",
        "--learning-rate 1",
        "-eps 1",
        "--epochs 1",
        "--max-updates 1",
        "--max-time 90s",
        "-vmt ppl",
        "--validation-metric ppl",
        "-vp 2"
      })
  void theSettingsInTheHelpOfTrainAreUnderstood(String flag) {
    String command = "train -t babi-sim -m example-tga " + flag;
    assertThat(cli.run(command.split(" "))).as(cli.err()).isZero();

    cli.forget();
    cli.run("train", "--help");
    assertThat(cli.out()).contains(flag.split(" ")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "trian",
        "plugins",
        "describe --nonsense",
        "describe mdoel",
        "metrics",
        "metrics --in nowhere.jsonl",
        "display-data -t persona-sim --split vlaid",
        "display-data -t persona-smi",
        "display-data",
        "eval -t persona-sim -mf nowhere",
        "train nowhere.conf",
        "train --resume --fresh",
        "runs show nowhere",
        "plugins describe nothing"
      })
  void wrongCommandsExitWith2AndSayWhy(String command) {
    String[] arguments = command.isEmpty() ? new String[0] : command.split(" ");

    assertThat(cli.run(arguments)).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.work.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "train -t babi-sim -m repeat-label --run, option '--run'",
    "train -t babi-sim -m repeat-label -mf, option '-mf'",
    "train -t babi-sim, 'generator, local-human'",
    "train -t babi-sim, 'which the agent generator trains: example-tga'",
    "train -t babi-sim -m bart, docs/coming-from-parlai.md",
    "train -t babi-sim -m example-tga --fp16 true, '--fp16 (command line): ParlAI has this flag'",
    "display-data -t babi-sim task.pth=1, 'did you mean \"path\"? This task has no such setting'",
    "display-data -t babi-sim task.qqqqq=1, 'unknown key; there is: '"
  })
  void whatWasTypedIsNamedAndWhatIsMeantSuggested(String command, String part) {
    assertThat(cli.run(command.split(" "))).isEqualTo(2);
    assertThat(cli.err()).contains(part);
  }

  @Test
  void failuresExitWith1InOneLine() {
    cli.work.failWith(new UserException("the disk is full"));
    assertThat(cli.run("chat", "-m", "example-tga")).isEqualTo(1);
    cli.work.failWith(new IllegalStateException("two\nlines"));
    assertThat(cli.run("chat", "-m", "example-tga")).isEqualTo(1);

    assertThat(cli.err())
        .isEqualToNormalizingNewlines(
            """
            error: the disk is full
            error: java.lang.IllegalStateException: two; lines (more: --stack-trace)
            """);
  }

  @Test
  void mistakeInsideAnotherFailureIsWhatTheUserReads() {
    cli.work.failWith(new IllegalStateException("wiring", new UserException("no such file")));

    assertThat(cli.run("chat", "-m", "example-tga")).isEqualTo(1);
    assertThat(cli.err().strip()).isEqualTo("error: no such file");
  }

  @Test
  void stackTraceIsShownOnRequest() {
    cli.work.failWith(new IllegalStateException("broken"));

    assertThat(cli.run("chat", "--stack-trace", "-m", "example-tga")).isEqualTo(1);
    assertThat(cli.err()).contains("\tat dev.rookery");
  }

  @Test
  void wrongSettingsListEveryProblem() {
    cli.work.failWith(new SettingsException(List.of("this", "that")));

    assertThat(cli.run("chat", "-m", "example-tga")).isEqualTo(2);
    assertThat(cli.err()).contains("2 problems").contains("1) this").contains("2) that");
  }
}
