package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsReportTest {

  private static final double EXACT = 1e-12;

  @TempDir Path folder;

  private PairsReport report(String... lines) throws IOException {
    return report(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private PairsReport report(byte[] content) throws IOException {
    return new PairsReport(
        Files.write(folder.resolve("pairs.jsonl"), content), MetricSelection.all());
  }

  @Test
  void givesEachLineAndTheWhole() throws IOException {
    JsonNode tree =
        report(
                "{\"text\": \"I like dogs\", \"labels\": [\"no\", \"i like cats\"]}",
                "",
                "{\"text\": \"Yes!\", \"labels\": \"yes\"}")
            .tree();

    assertThat(tree.path("examples").asInt()).isEqualTo(2);
    assertThat(tree.path("lines")).hasSize(2);
    assertThat(tree.path("lines").path(1).path("line").asInt()).isEqualTo(3);
    assertThat(tree.path("lines").path(0).path("f1").asDouble()).isEqualTo(2 / 3.0, within(EXACT));
    assertThat(tree.path("lines").path(1).path("rouge_1_f").asDouble()).isEqualTo(1);
    assertThat(tree.path("overall").path("accuracy").asDouble()).isEqualTo(0.5);
    assertThat(tree.path("overall").path("f1").asDouble()).isEqualTo(2.5 / 3, within(EXACT));
    assertThat(tree.path("overall").path("interdistinct-1").asDouble()).isEqualTo(1);
  }

  @Test
  void writesWhatTheTreeHas() throws IOException {
    PairsReport report = report("{\"text\": \"a b c\", \"labels\": [\"b c d\"]}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      report.write(out);
    }

    assertThat(new ObjectMapper().readTree(bytes.toByteArray()).toString())
        .isEqualTo(report.tree().toString());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"text\": \"x\"}|has no \"labels\"",
        "{\"text\": \"x\", \"labels\": []}|has no \"labels\"",
        "{\"text\": \"x\", \"labels\": [1]}|not a text: 1",
        "{\"labels\": [\"x\"]}|has no \"text\"",
        "{\"text\": 3, \"labels\": [\"x\"]}|has no \"text\"",
        "[]|is not a JSON object",
        "{\"text\": \"x|is not JSON",
        "{} {}|is not JSON"
      })
  void aBadLineIsNamed(String line, String what) throws IOException {
    PairsReport report = report("{\"text\": \"x\", \"labels\": [\"x\"]}", line);

    assertThatThrownBy(report::tree)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("pairs.jsonl, line 2: ")
        .hasMessageContaining(what);
  }

  @Test
  void wrongUtf8IsNamed() throws IOException {
    byte[] content = "{\"text\": \"x\", \"labels\": [\"?\"]}\n".getBytes(StandardCharsets.UTF_8);
    content[content.length - 5] = (byte) 0xff;

    assertThatThrownBy(report(content)::tree)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("line 1: is not")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aMissingFileIsNamed() {
    PairsReport report = new PairsReport(folder.resolve("none.jsonl"), MetricSelection.all());

    assertThatThrownBy(report::tree)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.jsonl");
  }
}
