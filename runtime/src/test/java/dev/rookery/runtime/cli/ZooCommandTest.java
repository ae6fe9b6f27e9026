package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained, published, listed, pulled, used, damaged and mended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ZooCommandTest {

  @TempDir static Path folder;
  private Path run;
  private Path zoo;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int rookery(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private int rookery(List<String> before, String... more) {
    List<String> arguments = new ArrayList<>(before);
    arguments.addAll(Arrays.asList(more));
    return rookery(arguments.toArray(String[]::new));
  }

  @BeforeAll
  void trainAndPublish() {
    run = folder.resolve("runs/tutor");
    zoo = folder.resolve("zoo");
    assertThat(
            rookery(
                "train",
                "-t",
                "babi-sim",
                "task.episodes=4",
                "task.valid-episodes=2",
                "-m",
                "example-tga",
                "--hidden-size",
                "8",
                "learner.max-updates=2",
                "--max-reply-length",
                "3",
                "run.threads=1",
                "data.path=" + folder.resolve("my-data"),
                "--run",
                run.toString()))
        .as(err.toString())
        .isZero();
    assertThat(rookery(evaluation(run.toString()), "--report", report().toString()))
        .as(err.toString())
        .isZero();
    assertThat(push("tutor", "--report", report().toString())).as(err.toString()).isZero();
  }

  private Path report() {
    return folder.resolve("report.json");
  }

  private static List<String> evaluation(String model) {
    return List.of("eval", "-mf", model, "-t", "babi-sim", "task.valid-episodes=2");
  }

  private int push(String name, String... more) {
    return rookery(
        List.of(
            "zoo",
            "push",
            run.toString(),
            "--name",
            name,
            "--license",
            "MIT",
            "--to",
            zoo.toString()),
        more);
  }

  private Path version(String version) {
    return zoo.resolve("model/nlp/text_generation/dev/rookery/tutor").resolve(version);
  }

  private Path pull() {
    assertThat(rookery("zoo", "pull", "tutor@1.0.0", "--zoo", zoo.toString()))
        .as(err.toString())
        .isZero();
    return Path.of(out.toString().strip());
  }

  @Test
  void thePublishedModelIsTheRunsAndTellsNothingOfThisMachine() throws IOException {
    Path pulled = pull();

    try (Stream<Path> files = Files.list(pulled)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".rookery-zoo.json",
              "dictionary",
              "experiment.conf",
              "model.safetensors",
              "provenance.json",
              "state.json");
    }
    assertThat(pulled.resolve("model.safetensors"))
        .hasSameBinaryContentAs(run.resolve("best/model.safetensors"));
    for (String file : List.of("experiment.conf", "provenance.json", "state.json")) {
      assertThat(pulled.resolve(file))
          .content()
          .doesNotContain(folder.toString())
          .doesNotContain(System.getProperty("os.version"));
    }
  }

  @Test
  void evaluationOfTheModelIsThatOfTheRun() throws IOException {
    assertThat(rookery(evaluation("zoo:tutor"), "--zoo", zoo.toString(), "--json"))
        .as(err.toString())
        .isZero();
    String ofZoo = out.toString();
    assertThat(rookery(evaluation(run.toString()), "--json")).isZero();

    String figures = "\"(loss|ppl|token_acc|accuracy|f1)\" : .*";
    assertThat(lines(ofZoo, figures)).hasSize(5).isEqualTo(lines(out.toString(), figures));
    assertThat(ofZoo).contains("\"zoo:tutor\"");
  }

  private static List<String> lines(String text, String regex) {
    return text.lines().map(String::strip).filter(line -> line.matches(regex)).toList();
  }

  @Test
  void theCardTellsWhatTheRunKnows() {
    assertThat(version("1.0.0").resolve("README.md"))
        .content()
        .contains(
            "# tutor 1.0.0",
            "| Task | `babi-sim` |",
            "`example-tga`, ",
            "| Licence | MIT |",
            "rookery eval -mf zoo:tutor@1.0.0 -t babi-sim task.valid-episodes=2\n",
            "| ppl | ",
            "babi-sim train: `",
            "--run tutor",
            "## Intended use",
            "## Limits")
        .doesNotContain(folder.toString());
  }

  @Test
  void theSameRunGivesTheSameArchiveAndTheNextVersion() {
    assertThat(push("tutor@1.1.0", "--json")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"name\" : \"tutor@1.1.0\"", "\"sha256\"");
    assertThat(push("tutor")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("published tutor@1.1.1 ");
    assertThat(version("1.1.1").resolve("tutor-1.1.1.zip"))
        .hasSameBinaryContentAs(version("1.0.0").resolve("tutor-1.0.0.zip"));
    assertThat(push("tutor@1.1.1")).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: dev.rookery/tutor@1.1.1 is in ");
  }

  @Test
  void aNewAgentStartsFromAModelOfTheZoo() {
    Path next = folder.resolve("runs/next");
    assertThat(
            rookery(
                "train",
                "-t",
                "babi-sim",
                "task.episodes=4",
                "task.valid-episodes=2",
                "-m",
                "example-tga",
                "--hidden-size",
                "8",
                "learner.max-updates=1",
                "learner.validation-generates=false",
                "run.threads=1",
                "--init-model",
                "zoo:tutor@1.0.0",
                "zoo.index=[\"" + zoo + "\"]",
                "--run",
                next.toString()))
        .as(err.toString())
        .isZero();
    assertThat(next.resolve("best/dictionary"))
        .hasSameBinaryContentAs(run.resolve("best/dictionary"));
    assertThat(next.resolve("experiment.conf")).content().contains("zoo:tutor@1.0.0");
  }

  @Test
  void aDamagedModelIsNamedAndMended() throws IOException {
    Path pulled = pull();
    Files.writeString(pulled.resolve("dictionary"), "nothing\t1\n");

    assertThat(rookery(evaluation("zoo:tutor@1.0.0"), "--zoo", zoo.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: " + pulled + " is not as it was pulled: dictionary has 10 bytes")
        .contains("zoo pull tutor@1.0.0")
        .hasLineCount(1);
    assertThat(rookery("zoo", "verify", "tutor@1.0.0", "--zoo", zoo.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("BROKEN  dev.rookery/tutor@1.0.0", "dictionary has 10");

    pull();
    assertThat(rookery("zoo", "verify", "tutor@1.0.0", "--zoo", zoo.toString()))
        .as(out.toString())
        .isZero();
    assertThat(out.toString()).contains("ok      dev.rookery/tutor@1.0.0").doesNotContain("BROKEN");
  }

  @Test
  void verifyComparesWhatIsNamedAndSaysWhatIsNotHere() throws IOException {
    Path unused = folder.resolve("unused");
    assertThat(
            rookery(
                List.of("zoo", "push", run.toString(), "--name", "com.acme/other"),
                "--license",
                "MIT",
                "--to",
                unused.toString()))
        .as(err.toString())
        .isZero();
    Path pulled = pull();

    assertThat(rookery("zoo", "verify", "com.acme/other", "--zoo", unused.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("com.acme/other@1.0.0").hasLineCount(1);
    Files.delete(pulled.resolve(".rookery-zoo.json"));
    assertThat(rookery("zoo", "verify", "tutor@1.0.0", "--zoo", zoo.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("BROKEN  dev.rookery/tutor@1.0.0  " + pulled, "zoo pull dev.rookery/tutor@1.0.0");
    pull();

    assertThat(rookery("zoo", "verify", "hf:acme/tiny")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: hf:acme/tiny is not on this machine")
        .contains("zoo pull hf:acme/tiny")
        .hasLineCount(1);
    assertThat(rookery("zoo", "verify", "tutor@1.0.0", "tutro", "--zoo", zoo.toString()))
        .as("one of two names is wrong")
        .isEqualTo(2);
    assertThat(err.toString()).contains("did you mean \"tutor\"?");
  }

  @Test
  void listTellsWhatThereIs() {
    assertThat(rookery("zoo", "list", "--zoo", zoo.toString())).isZero();
    assertThat(out.toString()).contains(" tutor@1.0.0 ", "example-tga", "babi-sim", "MIT");

    assertThat(rookery("zoo", "list", "--json", "--zoo", zoo.toString())).isZero();
    assertThat(out.toString()).contains("\"name\" : \"tutor@1.0.0\"", "\"bytes\" : ");

    assertThat(rookery("zoo", "list", "--zoo", "http://127.0.0.1:1/", "--offline")).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: offline, so that http://127.0.0.1:1/index.json");
    assertThat(rookery("chat", "-mf", "zoo:none", "--zoo", "http://127.0.0.1:1/", "--offline"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("error: offline, so that http://127.0.0.1:1/index.json");
  }

  @Test
  void wrongNamesAreMistakesOfTheCommand() {
    for (List<String> command :
        List.of(
            List.of("eval", "-mf", "zoo:tutro", "-t", "babi-sim"),
            List.of("chat", "-mf", "zoo:../tutor"),
            List.of("generate", "-mf", "hf:tutor"),
            List.of("zoo", "pull", "tutro"),
            List.of("zoo", "verify", "tutro"))) {
      assertThat(rookery(command, "--zoo", zoo.toString())).as("%s", command).isEqualTo(2);
      assertThat(err.toString()).as("%s", command).startsWith("error: ").hasLineCount(1);
    }
    assertThat(rookery("zoo", "pull")).isEqualTo(2);
    assertThat(rookery("zoo", "push", run.toString(), "--name", "x", "--to", zoo.toString()))
        .as("a licence must be given")
        .isEqualTo(2);
    assertThat(push("No Name")).isEqualTo(2);
    assertThat(rookery("train", "-m", "example-tga", "-t", "babi-sim", "--run", "zoo:tutor"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--init-model zoo:tutor");
  }
}
