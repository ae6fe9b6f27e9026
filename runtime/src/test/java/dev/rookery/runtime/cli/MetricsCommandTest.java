package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery metrics} makes of its arguments. */
final class MetricsCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void metricsPrintsOneJsonObject() throws IOException {
    Path pairs = folder.resolve("pairs.jsonl");
    Files.writeString(
        pairs,
        """
        {"text": "a cat", "labels": ["a cat"]}
        {"text": "a dog", "labels": ["a cat"]}
        """);

    assertThat(cli.run("metrics", "--in", pairs.toString())).isZero();

    JsonNode report = new ObjectMapper().readTree(cli.out());
    assertThat(report.path("lines")).hasSize(2);
    assertThat(report.path("overall").path("accuracy").asDouble()).isEqualTo(0.5);
  }

  @Test
  void nothingIsPrintedForAFileWithAWrongLine() throws IOException {
    Path pairs = folder.resolve("pairs.jsonl");
    Files.writeString(
        pairs,
        """
        {"text": "a cat", "labels": ["a cat"]}
        {"text": "a dog", "labels": ["a cat"]
        """);

    assertThat(cli.run("metrics", "--in", pairs.toString())).isEqualTo(1);

    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().strip())
        .isEqualTo(
            "error: "
                + pairs
                + ", line 2: is not JSON: it ends too early; a bracket, a brace or a quotation mark"
                + " is not closed, column 38");
  }
}
