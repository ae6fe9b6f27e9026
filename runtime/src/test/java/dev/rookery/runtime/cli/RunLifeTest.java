package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as its user meets it: begun, gone on with, evaluated, listed, and moved about. */
final class RunLifeTest {

  private static final String SMALL =
      "-m example-tga --hidden-size 8 learner.max-updates=2 learner.validation-generates=false"
          + " run.threads=1 -t parlai-format";

  @TempDir Path folder;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path data;
  private Path run;

  @BeforeEach
  void makeData() throws IOException {
    data = folder.resolve("data.txt");
    run = folder.resolve("runs/a");
    Files.writeString(data, "text:hi\tlabels:ho\tepisode_done:True\n");
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setErr(standardError);
  }

  private int run(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    said.reset();
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(command.split(" "));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /** The data by a path that holds in this process's folder only. */
  private Path relativeData() {
    return Path.of("").toAbsolutePath().relativize(data.toAbsolutePath());
  }

  private void train() {
    assertThat(run("train " + SMALL + " task.path=" + relativeData() + " --run " + run))
        .as(err.toString())
        .isZero();
  }

  @Test
  void theTrainingWarnsWhereItValidatesOnItsTrainingData() throws IOException {
    train();
    assertThat(said()).containsOnlyOnce("validates on the data that it trains on");

    Path other = folder.resolve("other.txt");
    Files.writeString(other, "text:hey\tlabels:ho\tepisode_done:True\n");
    run(
        "train "
            + SMALL
            + " task.path="
            + data
            + " task.valid-path="
            + other
            + " --run "
            + run
            + 2);
    assertThat(said()).contains("done").doesNotContain("warning");
  }

  @Test
  void pathsAreStoredSoThatTheRunCanBeUsedFromAnywhere() throws IOException {
    train();
    assertThat(run.resolve("experiment.conf"))
        .content()
        .contains("path = \"" + relativeData().toAbsolutePath() + "\"")
        .contains("path = \"" + Path.of("data").toAbsolutePath() + "\"");

    Files.delete(data);
    assertThat(run("eval -mf " + run)).isEqualTo(1);
    assertThat(err.toString())
        .contains("there is no file", "; the path is task.path in ", "runs/a/experiment.conf: ");
  }

  @Test
  void evaluationSaysWhatItEvaluated() throws IOException {
    train();
    Path checkpoint = run.resolve("checkpoints/2").toAbsolutePath();

    assertThat(run("eval -mf " + run)).isZero();
    assertThat(out.toString().lines().findFirst())
        .contains("valid of parlai-format, " + checkpoint + ": 1 example");
    assertThat(said()).doesNotContain("validate");

    assertThat(run("eval --json -mf " + run)).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("checkpoint").asText()).isEqualTo(checkpoint.toString());
  }

  @Test
  void aFinishedRunSaysThatNothingIsLeft() {
    train();
    assertThat(run("train --resume --run " + run)).as(err.toString()).isZero();
    assertThat(said())
        .contains("nothing was left to train: after 2 updates")
        .contains("raise it to go on, as with learner.epochs or learner.max-updates");

    assertThat(run("train --resume learner.max-updates=3 --run " + run)).isZero();
    assertThat(said()).contains("done").doesNotContain("nothing was left");
  }

  @Test
  void runsAreListedWithTheirState() throws IOException {
    train();
    assertThat(run("runs list " + run.getParent())).isZero();
    assertThat(out.toString().lines().skip(1))
        .singleElement()
        .asString()
        .matches(
            "a +finished +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +example-tga +parlai-format +2 .*");

    Path provenance = run.resolve("provenance.json");
    Files.writeString(provenance, Files.readString(provenance).replace("\"ending\"", "\"x\""));
    run("runs list " + run.getParent());
    assertThat(out.toString()).contains("interrupted");

    assertThat(run("runs list " + folder.resolve("nothing"))).isEqualTo(2);
  }

  @Test
  void aStartThatFailsLeavesNothing() throws IOException {
    Files.writeString(data, "rubbish\n");
    assertThat(run("train " + SMALL + " task.path=" + data + " --run " + run)).isEqualTo(1);
    assertThat(run).doesNotExist();

    Path mine = Files.createDirectories(run).resolve("experiment.conf");
    Files.writeString(mine, "run.seed = 3\n");
    run("train " + mine + " " + SMALL + " task.path=" + data + " --run " + run);
    assertThat(run).isDirectoryContaining(path -> path.equals(mine));
    assertThat(run.resolve("log.txt")).doesNotExist();
  }

  @Test
  void whatIsWrongWithTheRunIsSaidBeforeTheExperimentIsRead() {
    assertThat(run("train --resume --run " + run)).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: there is no run " + run);

    train();
    assertThat(run("train --run " + run)).isEqualTo(1);
    assertThat(err.toString()).contains(run + " holds a run already", "--resume");
  }

  @Test
  void aPluginThatIsMissingIsNamedWithItsVersion() throws IOException {
    train();
    Path experiment = run.resolve("experiment.conf");
    Files.writeString(experiment, Files.readString(experiment).replace("example-tga", "gru-tutor"));
    Path provenance = run.resolve("provenance.json");
    Files.writeString(
        provenance,
        Files.readString(provenance).replaceFirst("\"plugins\" : \\[", "$0 \"gru-tutor 1.2\","));

    assertThat(run("eval -mf " + run)).isEqualTo(2);
    assertThat(err.toString())
        .contains("the run was made with the plugin gru-tutor 1.2, which is not here; install it");
  }
}
