package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code rookery display-data} makes of its arguments. */
final class DisplayDataCommandTest {

  private final RecordedCli cli = new RecordedCli();

  @Test
  void displayDataShowsTurnsAndCounts() {
    assertThat(cli.run("display-data", "-t", "persona-sim", "-n", "1", "--split", "valid"))
        .isZero();

    assertThat(cli.out())
        .contains("NEW EPISODE: two")
        .contains("[mood]: calm")
        .contains("question 0")
        .contains("   answer|reply")
        .doesNotContain("question 1")
        .contains("[ two, valid: 2 episodes with a total of 2 examples ]");
  }

  @Test
  void displayDataPrintsJsonLines() throws IOException {
    assertThat(cli.run("display-data", "-t", "persona-sim", "--json")).isZero();

    List<String> lines = cli.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(1)).path("text").asText())
        .isEqualTo("question 1");
  }
}
