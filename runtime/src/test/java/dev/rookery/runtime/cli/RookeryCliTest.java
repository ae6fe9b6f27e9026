package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RookeryCliTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Recorder work = new Recorder();

  private int run(String... arguments) {
    return new RookeryCli(work, new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Keeps what the commands hand over. */
  private static final class Recorder implements ExperimentWork {
    private final List<Object> requests = new ArrayList<>();
    private RuntimeException failure = new IllegalStateException("nothing fails");
    private boolean fails;

    private int keep(Object request) {
      if (fails) {
        throw failure;
      }
      requests.add(request);
      return 0;
    }

    @Override
    public int train(Training training, PrintWriter out) {
      return keep(training);
    }

    @Override
    public int evaluate(Evaluating evaluating, PrintWriter out) {
      return keep(evaluating);
    }

    @Override
    public int generate(Generating generating, PrintWriter out) {
      return keep(generating);
    }

    @Override
    public int chat(Chatting chatting, PrintWriter out) {
      return keep(chatting);
    }

    @Override
    public List<Teacher> teachers(LoadedExperiment loaded, DataType dataType) {
      return List.of(new TwoEpisodes(dataType));
    }
  }

  private record TwoEpisodes(DataType dataType) implements IndexedTeacher {
    @Override
    public String id() {
      return "two";
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(2);
    }

    @Override
    public Episode episode(int index) {
      Message message =
          Message.ofText("question " + index)
              .with(Message.LABELS, List.of("answer", "reply"))
              .with("mood", "calm")
              .with(Message.EPISODE_DONE, true);
      return new Episode(List.of(dataType.present(message)));
    }
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
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
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString())
        .contains("Usage: rookery " + command)
        .contains("--stack-trace", "--verbose", "--quiet");
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

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
    assertThat(work.requests).isEmpty();
  }

  @Test
  void flagsOfSeveralLettersAreNotTakenForShorterOnes() {
    String flags = "--lr-scheduler invsqrt -vmt accuracy -vp 2 -veps 1 -tstep 3 -clip 0.5 -ttim 9";
    List<String> arguments = new ArrayList<>(List.of("train", "-t", "babi-sim", "-m"));
    arguments.add("example-tga");
    arguments.addAll(List.of(flags.split(" ")));

    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();

    var training = (ExperimentWork.Training) work.requests.get(0);
    assertThat(training.loaded().experiment().learner().orElseThrow().settings().asMap())
        .containsEntry("validation-metric", "accuracy")
        .containsEntry("validation-patience", 2)
        .containsEntry("max-updates", 3L)
        .containsEntry("gradient-clip", 0.5);
    assertThat(training.arguments()).isEqualTo(arguments);
  }

  @Test
  void failuresExitWith1InOneLine() {
    work.fails = true;
    work.failure = new UserException("the disk is full");
    assertThat(run("chat", "-m", "example-tga")).isEqualTo(1);
    work.failure = new IllegalStateException("two\nlines");
    assertThat(run("chat", "-m", "example-tga")).isEqualTo(1);

    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            error: the disk is full
            error: java.lang.IllegalStateException: two; lines (more: --stack-trace)
            """);
  }

  @Test
  void mistakeInsideAnotherFailureIsWhatTheUserReads() {
    work.fails = true;
    work.failure = new IllegalStateException("wiring", new UserException("no such file"));

    assertThat(run("chat", "-m", "example-tga")).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("error: no such file");
  }

  @Test
  void trainHandsOverTheExperimentThatTheFlagsDescribe() {
    String flags =
        "train -m example-tga -t convai2:self:no_cands data.path=../shared/data -bs 32"
            + " --truncate 128 --hidden-size 256 -opt adam -lr 0.001 --gradient-clip 1.0 -eps 3"
            + " --run RUN -v";

    assertThat(run(flags.split(" "))).as(err.toString()).isZero();

    var training = (ExperimentWork.Training) work.requests.get(0);
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
    assertThat(run("train", "-m", "example-tga", "-t", "persona-sim", "--show-config", "-eps", "2"))
        .isZero();
    Path file = Files.writeString(folder.resolve("shown.conf"), out.toString());
    out.getBuffer().setLength(0);

    assertThat(run("train", file.toString(), "--show-config")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("epochs = 2").contains("shown.conf: ");
    assertThat(work.requests).isEmpty();
  }

  @Test
  void resumedRunHasItsOwnExperiment() throws IOException {
    run("train", "-m", "example-tga", "-t", "persona-sim", "--show-config", "-eps", "2");
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("experiment.conf"), out.toString());

    assertThat(run("train", "--resume", "--run", run.toString(), "-lr", "0.5")).isZero();

    var training = (ExperimentWork.Training) work.requests.get(0);
    assertThat(training.resume()).isTrue();
    assertThat(training.loaded().experiment().render())
        .contains("epochs = 2.0")
        .contains("learning-rate = 0.5");
  }

  @Test
  void evalTakesTheSavedExperimentAndAnotherTask() throws IOException {
    run("train", "-m", "example-tga", "-t", "persona-sim", "--show-config");
    Path run = Files.createDirectories(folder.resolve("run/checkpoints/10")).getParent();
    Files.writeString(folder.resolve("run/experiment.conf"), out.toString());

    assertThat(
            run(
                "eval",
                "-mf",
                run.resolve("10") + "",
                "-t",
                "babi-sim",
                "--split",
                "test",
                "-bs",
                "7"))
        .as(err.toString())
        .isZero();

    var evaluating = (ExperimentWork.Evaluating) work.requests.get(0);
    assertThat(evaluating.dataType()).isEqualTo(DataType.TEST);
    assertThat(evaluating.loaded().experiment().task().orElseThrow().name()).isEqualTo("babi-sim");
    assertThat(evaluating.loaded().experiment().render())
        .contains("batch-size = 7  # command line: -bs 7");
  }

  @Test
  void stackTraceIsShownOnRequest() {
    work.fails = true;
    work.failure = new IllegalStateException("broken");

    assertThat(run("chat", "--stack-trace", "-m", "example-tga")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat dev.rookery");
  }

  @Test
  void wrongSettingsListEveryProblem() {
    work.fails = true;
    work.failure = new SettingsException(List.of("this", "that"));

    assertThat(run("chat", "-m", "example-tga")).isEqualTo(2);
    assertThat(err.toString()).contains("2 problems").contains("1) this").contains("2) that");
  }

  @Test
  void displayDataShowsTurnsAndCounts() {
    assertThat(run("display-data", "-t", "persona-sim", "-n", "1", "--split", "valid")).isZero();

    assertThat(out.toString())
        .contains("NEW EPISODE: two")
        .contains("[mood]: calm")
        .contains("question 0")
        .contains("   answer|reply")
        .doesNotContain("question 1")
        .contains("[ two, valid: 2 episodes with a total of 2 examples ]");
  }

  @Test
  void displayDataPrintsJsonLines() throws IOException {
    assertThat(run("display-data", "-t", "persona-sim", "--json")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(1)).path("text").asText())
        .isEqualTo("question 1");
  }

  @Test
  void describeShowsEverySettingOfAComponent() throws IOException {
    assertThat(run("describe", "optimizer", "adam")).isZero();
    assertThat(out.toString()).contains("optimizer adam").contains("learner.optimizer");

    out.getBuffer().setLength(0);
    assertThat(run("describe", "--json")).isZero();
    JsonNode described = new ObjectMapper().readTree(out.toString());
    assertThat(described.path("components").findValuesAsText("name"))
        .contains("adam", "re", "persona-sim", "example-tga");
    assertThat(described.path("sections").path("run").findValuesAsText("name"))
        .contains("seed", "threads");
  }

  @Test
  void describeSuggestsTheNearestType() {
    run("describe", "mdoel");
    assertThat(err.toString()).contains("did you mean \"model\"?");
  }

  @Test
  void metricsPrintsOneJsonObject() throws IOException {
    Path pairs = folder.resolve("pairs.jsonl");
    Files.writeString(
        pairs,
        """
        {"text": "a cat", "labels": ["a cat"]}
        {"text": "a dog", "labels": ["a cat"]}
        """);

    assertThat(run("metrics", "--in", pairs.toString())).isZero();

    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("lines")).hasSize(2);
    assertThat(report.path("overall").path("accuracy").asDouble()).isEqualTo(0.5);
  }

  @Test
  void dataCheckNamesFormatAndWrongLines() throws IOException {
    Path data = folder.resolve("talk.txt");
    Files.writeString(data, "text:hello\tlabels:hi\ntext:bye\tlabels:bye\tepisode_done:True\n");

    assertThat(run("data", "check", data.toString())).isZero();
    assertThat(out.toString()).contains("parlai-format").contains("1 episodes").contains("2 ex");

    Files.writeString(data, "text:hello\tlabels:hi\nnonsense\n");
    assertThat(run("data", "check", "--format", "parlai-format", data.toString())).isEqualTo(1);
    assertThat(out.toString()).contains(data + ":2: ");
  }

  @Test
  void runsAreListedShownAndCompared() throws IOException {
    run("a", 1, 20.5);
    run("b", 2, 18.25);

    assertThat(run("runs", "list", folder.toString())).isZero();
    assertThat(out.toString()).contains("a ").contains("ppl 20.50").contains("ppl 18.25");

    out.getBuffer().setLength(0);
    assertThat(run("runs", "compare", folder.resolve("a") + "", folder.resolve("b") + "")).isZero();
    assertThat(out.toString()).contains("run.seed").contains("18.25").doesNotContain("task.name");

    out.getBuffer().setLength(0);
    assertThat(run("runs", "show", folder.resolve("a").toString())).isZero();
    assertThat(out.toString()).contains("valid after 10 updates").contains("seed = 1");
  }

  private void run(String name, int seed, double ppl) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        run.resolve("experiment.conf"), "task.name = convai2\nrun { seed = " + seed + " }\n");
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"phase":"train","update":10,"time":"2026-01-01T00:00:00Z","values":{"loss":1.5}}
        {"phase":"valid","update":10,"time":"2026-01-01T00:00:00Z","values":{"ppl":%s}}
        """
            .formatted(ppl));
  }

  @Test
  void pluginsAreListedAndChecked() throws IOException {
    assertThat(run("plugins", "list")).isZero();
    assertThat(out.toString()).contains("dialog-tasks").contains("persona-sim");

    out.getBuffer().setLength(0);
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    assertThat(run("plugins", "doctor", "--plugins", folder.toString())).isEqualTo(2);
    assertThat(out.toString().lines()).singleElement().asString().contains("broken.jar");

    out.getBuffer().setLength(0);
    assertThat(run("plugins", "doctor", "--plugins", folder.toString(), "dialog-tasks")).isZero();
    assertThat(out.toString()).contains("no problems");
  }
}
