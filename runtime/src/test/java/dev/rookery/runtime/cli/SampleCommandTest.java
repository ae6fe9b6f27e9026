package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery sample} tells of what was written. */
final class SampleCommandTest {

  @TempDir Path folder;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String model;

  @BeforeEach
  void train() throws IOException {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    Path vocabulary =
        Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O", "(", ")"));
    model = folder.resolve("tiny").toString();
    assertThat(
            cli(
                "train",
                "-m",
                "policy",
                "agent.policy=gru",
                "agent.policy-options.embedding-size=8",
                "agent.policy-options.hidden-size=12",
                "agent.policy-options.num-layers=1",
                "agent.vocabulary=" + vocabulary,
                "agent.max-length=12",
                "learner.name=reinforce",
                "learner.score=length",
                "learner.num-envs=4",
                "learner.max-sequences=4",
                "run.threads=1",
                "--run",
                model))
        .as(err.toString())
        .isZero();
    said.reset();
  }

  @AfterEach
  void putBack() {
    System.setErr(standardError);
  }

  private int cli(String... arguments) {
    out.getBuffer().setLength(0);
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void countsAreWholeNumbers() throws IOException {
    assertThat(cli("sample", "-mf", model, "-n", "3", "--num-envs", "2", "--json"))
        .as(err.toString())
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());

    assertThat(out.toString()).contains("\"sequences\" : 3,");
    assertThat(json.path("sequences").isIntegralNumber()).isTrue();
    assertThat(json.path("sequences_written")).hasSize(3);
    assertThat(cli("sample", "-mf", model, "-n", "3")).isZero();
    assertThat(said()).contains("sequences 3, valid ");
  }

  @Test
  void whereNothingIsValidAWarningNamesThePrompt() throws IOException {
    assertThat(cli("sample", "-mf", model, "-n", "3", "--prompt", "C)))", "--json"))
        .as(err.toString())
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());

    assertThat(said())
        .contains("warning: nothing valid was written (0 of 3), such as \"C)))")
        .contains("each begins with \"C)))\" (--prompt)");
    assertThat(json.path("valid").asDouble()).isZero();
    assertThat(json.has("unique")).isFalse();

    said.reset();
    assertThat(cli("sample", "-mf", model, "-n", "3", "--check", "none", "--json")).isZero();
    assertThat(said()).doesNotContain("warning");
    assertThat(new ObjectMapper().readTree(out.toString()).has("unique")).isTrue();
  }

  @Test
  void scoresAreToldToPrograms() throws IOException {
    Path file = Files.write(folder.resolve("some.smi"), List.of("CCO", "C(("));
    String score = "{ name = mean, scores = [qed, sa] }";

    assertThat(cli("score", "--in", file.toString(), "--score", score, "--json")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("sequences").asInt()).isEqualTo(2);
    assertThat(json.path("not_scored").asInt()).isEqualTo(1);
    JsonNode ethanol = json.path("scores").path(0);
    assertThat(ethanol.path("sequence").asText()).isEqualTo("CCO");
    assertThat(ethanol.path("score").asDouble())
        .isCloseTo(
            (ethanol.path("parts").path("qed").asDouble()
                    + ethanol.path("parts").path("sa").asDouble())
                / 2,
            within(1e-9));
    assertThat(json.path("scores").path(1).has("problem")).isTrue();
  }

  @Test
  void saysThatAnExperimentNamesNoScore() throws IOException {
    Path file = Files.write(folder.resolve("some.smi"), List.of("CCO"));
    Path experiment = Files.writeString(folder.resolve("my.conf"), "learner { name = pretrain }");

    assertThat(cli("score", "--in", file.toString(), "-c", experiment.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("learner.score is missing").contains("--score qed");
    err.getBuffer().setLength(0);
    assertThat(cli("score", "--in", file.toString(), "--score", "[qed, sa]")).isEqualTo(2);
    assertThat(err.toString()).contains("[\"qed\", \"sa\"]").contains("not a list");
  }

  /** What is scored is written, even if the scoring program gives up. */
  @Test
  void tellsHowManyWereScoredBeforeTheProgramGaveUp() throws IOException {
    List<String> sequences = IntStream.range(0, 450).mapToObj(i -> "C" + "C".repeat(i)).toList();
    Path file = Files.write(folder.resolve("many.txt"), sequences);
    Path program =
        Files.writeString(
            folder.resolve("score.sh"),
            """
            while read -r line; do
              echo "$line" >> "$1"
              if [ $(wc -l < "$1") -gt 300 ]; then exit 7; fi
              echo '{"score": 0.5}'
            done
            """);
    String out = folder.resolve("scores.csv").toString();
    String score =
        "{ name = process, command = [sh, \"%s\", \"%s\"] }"
            .formatted(program, folder.resolve("seen"));

    assertThat(cli("score", "--in", file.toString(), "--score", score, "--out", out)).isOne();

    assertThat(err.toString())
        .contains("only the first 309 of 450 sequences are scored")
        .contains("ended with code 7 at each of the last 10 sequences");
    assertThat(Files.readAllLines(Path.of(out))).hasSize(310);
  }

  @Test
  void wholeLinesAreScoredWhereTheyAreAskedFor() throws IOException {
    String replies =
        Files.write(folder.resolve("replies.txt"), List.of("i have a dog", "no")).toString();
    String[] score = {"score", "--in", replies, "--score", "{ name = length, words = 4 }"};

    assertThat(cli(score)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\ni,0.25").contains("\nno,0.25");
    assertThat(cli("score", "--whole-lines", "--in", replies, score[3], score[4])).isZero();
    assertThat(out.toString()).contains("\ni have a dog,1.00000,").contains("\nno,0.25");
  }
}
