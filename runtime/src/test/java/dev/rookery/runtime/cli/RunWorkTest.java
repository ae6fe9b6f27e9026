package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that commands leave behind, and what they say if they can't. */
final class RunWorkTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private int generate(Path in, Path target) {
    return run(
        "generate",
        "-m",
        "fixed-response",
        "--fixed-response",
        "so it is",
        "--in",
        in.toString(),
        "--out",
        target.toString());
  }

  private Path contexts(String lines) throws IOException {
    return Files.writeString(folder.resolve("contexts.jsonl"), lines);
  }

  @Test
  void repliesGoToANewFolderToo() throws IOException {
    Path target = folder.resolve("a/b/replies.jsonl");
    assertThat(generate(contexts("{\"text\": \"is it?\"}\n"), target)).as(err.toString()).isZero();
    assertThat(target).content().contains("so it is");
    assertThat(target.getParent()).isDirectoryContaining(file -> file.equals(target));
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
    Path in = contexts("{\"text\": \"is it?\"}\n");
    assertThat(generate(in, in.resolve("replies.jsonl"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: " + in.resolve("replies.jsonl") + " can't be written: ")
        .contains("is no folder");

    err.getBuffer().setLength(0);
    assertThat(generate(in, folder)).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: " + folder + " (--out) is a folder");
  }

  @Test
  void aFolderOfContextsIsRefused() {
    assertThat(generate(folder, folder.resolve("replies.jsonl"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: " + folder + " (--in) is a folder")
        .doesNotContain("Exception");
  }

  @Test
  void aWrongContextLeavesNoFileBehind() throws IOException {
    Path in = contexts("{\"text\": \"is it?\"}\n{\"words\": 1}\n");
    assertThat(generate(in, folder.resolve("replies.jsonl"))).isEqualTo(1);
    assertThat(err.toString()).contains(in + ": 2");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(in);
    }
  }

  @Test
  void whatATrainingSaysIsInItsLog() {
    Path path = folder.resolve("run");
    assertThat(
            run(
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
                "learner.validation-generates=false",
                "run.threads=1",
                "--run",
                path.toString()))
        .as(err.toString())
        .isZero();
    assertThat(path.resolve("log.txt"))
        .content()
        .containsPattern(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\S* INFO .* validation at update 2")
        .contains("done; the report is");
  }

  @Test
  void anEvaluationCountsWhatItMeasures() throws IOException {
    Path report = folder.resolve("reports/valid.json");
    assertThat(
            run(
                "eval",
                "-m",
                "repeat-label",
                "-t",
                "babi-sim",
                "task.valid-episodes=2",
                "--report",
                report.toString()))
        .as(err.toString())
        .isZero();
    var json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.required("examples").asDouble())
        .isPositive()
        .isEqualTo(json.required("metrics").required("exs").asDouble());
    assertThat(json.required("turns").asLong())
        .isGreaterThanOrEqualTo(json.required("examples").asLong());
  }

  @Test
  void figuresThatJsonHasNoNumberForAreTexts() throws IOException {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures
        .put("none", Double.NaN)
        .put("high", Double.POSITIVE_INFINITY)
        .put("low", Double.NEGATIVE_INFINITY);
    var read = new ObjectMapper().readTree(Json.text(figures));
    assertThat(read.required("none").textValue()).isEqualTo("NaN");
    assertThat(read.required("high").textValue()).isEqualTo("Infinity");
    assertThat(read.required("low").textValue()).isEqualTo("-Infinity");
  }
}
