package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user gives that is wrong, one clear error answers, and nothing is lost. */
final class WrongInputTest {

  private static final List<String> SMALL =
      List.of(
          "-m",
          "example-tga",
          "--hidden-size",
          "8",
          "learner.max-updates=2",
          "learner.validation-generates=false",
          "run.threads=1");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private int train(List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(SMALL);
    arguments.addAll(more);
    if (!more.contains("--run")) {
      arguments.addAll(List.of("--run", folder.resolve("run").toString()));
    }
    return run(arguments.toArray(String[]::new));
  }

  /** A file whose characters are its bytes, so that it need not be UTF-8. */
  private String file(String name, String bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes.getBytes(StandardCharsets.ISO_8859_1))
        .toString();
  }

  private void assertOneError(String... parts) {
    assertThat(err.toString().lines())
        .as(err.toString())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains(parts)
        .doesNotContain("Exception", "guice", "\tat ");
  }

  static Stream<Arguments> wrongDialogues() {
    return Stream.of(
        Arguments.of("text:hi\tlabels:ho\tepisode_done:True\nrubbish\n", "line 2"),
        Arguments.of("text:hi\tlabels:ho\ntext:\u00ff\tlabels:ho\n", "line 2"),
        Arguments.of("text:hi\tepisode_done:True\n", "labels"),
        Arguments.of("", "no dialogue"));
  }

  @ParameterizedTest
  @MethodSource("wrongDialogues")
  void aWrongDialogueFileIsNamedWithItsLine(String content, String part) throws IOException {
    String data = file("data.txt", content);
    assertThat(train(List.of("-t", "parlai-format", "task.path=" + data))).isEqualTo(1);
    assertOneError("data.txt", part);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(train(List.of("-t", "parlai-format", "task.path=" + folder.resolve("none.txt"))))
        .isEqualTo(1);
    assertOneError("none.txt");
  }

  @Test
  void aMissingPathOfATaskIsAWrongCommandOrAFailure() {
    assertThat(train(List.of("-t", "parlai-format"))).isBetween(1, 2);
    assertOneError("path");
  }

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        Arguments.of("-t babi-smi", "babi-sim"),
        Arguments.of("-t babi-sim learner.epoch=1", "epochs"),
        Arguments.of("-t babi-sim --epohcs 1", "epochs"),
        Arguments.of("-t babi-sim -bs 0", "at least 1"),
        Arguments.of("-t babi-sim --hidden-size -4", "at least 1"),
        Arguments.of("-t babi-sim -lr -1", "above 0"),
        Arguments.of("-t babi-sim -ttim 0", "above 0, or -1 for none"),
        Arguments.of("-t babi-sim -eps -2", "above 0, or -1 for none"),
        Arguments.of("-t babi-sim -opt adaam", "adam"),
        Arguments.of("-t babi-sim -bs many", "whole number"),
        Arguments.of("-t babi-sim learner.max-updates=99999999999999999999", "whole number"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void aWrongSettingIsNamedAndExitsWith2(String arguments, String part) {
    assertThat(train(List.of(arguments.split(" ")))).isEqualTo(2);
    assertOneError(part);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aConfigurationThatIsNotUtf8OrNotWholeIsNamed() throws IOException {
    assertThat(train(List.of("-c", file("latin.conf", "task.name = \"caf\u00e9\"\n"))))
        .isEqualTo(2);
    assertOneError("latin.conf", "UTF-8");
    err.getBuffer().setLength(0);
    assertThat(train(List.of("-c", file("torn.conf", "task { name = babi-sim\n")))).isEqualTo(2);
    assertOneError("torn.conf");
  }

  @Test
  void aDictionaryThatIsNoneIsNamedWithItsLine() throws IOException {
    List<String> task = List.of("-t", "babi-sim", "--dict-file");
    assertThat(train(with(task, file("a.dict", "word\tmany\n")))).isEqualTo(1);
    assertOneError("a.dict", "line 1");
    err.getBuffer().setLength(0);
    assertThat(train(with(task, file("b.dict", "caf\u00e9\t3\n")))).isEqualTo(1);
    assertOneError("b.dict", "UTF-8");
  }

  private static List<String> with(List<String> list, String... more) {
    List<String> all = new ArrayList<>(list);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aModelTooLargeForAnyMachineIsAnError() {
    assertThat(train(List.of("-t", "babi-sim", "--hidden-size", "100000"))).isEqualTo(1);
    assertOneError("too large");
  }

  @Test
  void theLargestBatchSizeWorks() {
    assertThat(
            train(
                List.of(
                    "-t",
                    "babi-sim",
                    "task.episodes=2",
                    "-bs",
                    "2147483647",
                    "task.valid-episodes=1",
                    "--eval-batchsize",
                    "4")))
        .isZero();
  }

  @Test
  void aFolderThatIsNoAgentIsAnError() throws IOException {
    String nothing = folder.resolve("nothing").toString();
    assertThat(run("eval", "-t", "babi-sim", "-mf", nothing)).isEqualTo(2);
    assertOneError("nothing");
    err.getBuffer().setLength(0);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("eval", "-t", "babi-sim", "-mf", empty.toString())).isEqualTo(2);
    assertOneError("empty", "-mf");
    err.getBuffer().setLength(0);
    Files.writeString(
        empty.resolve("experiment.conf"), "agent { name = generator, model = example-tga }");
    assertThat(run("eval", "-t", "babi-sim", "-mf", empty.toString())).isEqualTo(1);
    assertOneError("no checkpoint");
  }

  @Test
  void aCheckpointOfAnotherModelIsRefusedAndStaysAsItWas() throws IOException {
    String run = folder.resolve("run").toString();
    List<String> task = List.of("-t", "babi-sim", "task.episodes=2", "task.valid-episodes=1");
    assertThat(train(task)).isZero();
    String saved = Files.readString(Path.of(run, "experiment.conf"));

    assertThat(run("eval", "-mf", run, "--hidden-size", "4")).isEqualTo(1);
    assertOneError("weights of another model", "shapes differ");
    err.getBuffer().setLength(0);
    assertThat(run("train", "--resume", "--run", run, "--hidden-size", "4")).isEqualTo(1);
    assertOneError("weights of another model");
    err.getBuffer().setLength(0);
    assertThat(run("train", "--resume", "--run", run, "-opt", "adam")).isEqualTo(1);
    assertOneError("another optimizer");
    assertThat(Files.readString(Path.of(run, "experiment.conf"))).isEqualTo(saved);

    err.getBuffer().setLength(0);
    assertThat(run("generate", "-mf", run, "--in", file("a.jsonl", "{\"text\": \"a\"}\nno\n")))
        .isEqualTo(1);
    assertOneError("a.jsonl", "2");
    err.getBuffer().setLength(0);
    assertThat(run("generate", "-mf", run, "--in", file("b.jsonl", "{\"text\": \"\u00e9\"}\n")))
        .isEqualTo(1);
    assertOneError("b.jsonl", "line 1", "UTF-8");
  }

  @Test
  void resumingNeedsAFolder() {
    assertThat(run("train", "--resume")).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains("--run");
  }

  @Test
  void eachFlagOfSampleIsNamedByItself() {
    assertThat(run("sample", "-mf", "none", "-n", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("-n 0", "at least 1").doesNotContain("--temperature");
    err.getBuffer().setLength(0);
    assertThat(run("sample", "-mf", "none", "--temperature", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--temperature 0", "above 0").doesNotContain("-n ");
  }

  @Test
  void aTokenThatOnlyTheValidSplitHasIsNamedWithItsLine() throws IOException {
    String train = file("train.smi", "CCO\nCCN\nCCC\nCNC\n");
    String valid = file("valid.smi", "CCO\n\nCCF\n");
    assertThat(
            run(
                "train",
                "-m",
                "policy",
                "agent.policy=gru",
                "agent.policy-options.hidden-size=8",
                "-t",
                "sequences",
                "task.path=" + train,
                "task.valid-path=" + valid,
                "learner.max-updates=1",
                "run.threads=1",
                "--run",
                folder.resolve("run").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("valid.smi: line 3", "\"F\"", "agent.vocabulary");
  }
}
