package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code rookery describe} makes of its arguments. */
final class DescribeCommandTest {

  private final RecordedCli cli = new RecordedCli();

  @Test
  void describeShowsEverySettingOfAComponent() throws IOException {
    assertThat(cli.run("describe", "optimizer", "adam")).isZero();
    assertThat(cli.out()).contains("optimizer adam").contains("learner.optimizer");

    cli.forget();
    assertThat(cli.run("describe", "--json")).isZero();
    JsonNode described = new ObjectMapper().readTree(cli.out());
    assertThat(described.path("components").findValuesAsText("name"))
        .contains("adam", "re", "persona-sim", "example-tga");
    assertThat(described.path("sections").path("run").findValuesAsText("name"))
        .contains("seed", "threads");
  }

  @Test
  void descriptionsStandInOneColumnHoweverLongTheNamesAre() {
    assertThat(cli.run("describe", "mutator")).isZero();
    assertThat(cli.out().lines().skip(1).filter(line -> line.startsWith("  ")))
        .extracting(line -> line.replaceFirst("^(  \\S+ +).*", "$1").length())
        .hasSizeGreaterThan(5)
        .containsOnly("  flip-classification-label-train-only  ".length());
  }

  @Test
  void whatHappensWithoutALimitIsTold() {
    assertThat(cli.run("describe", "learner", "pretrain")).isZero();
    assertThat(cli.out())
        .containsPattern(
            "epochs .*\\n.*where neither this nor max-updates nor max-time .*after one\\n");
  }

  @Test
  void describeSuggestsTheNearestType() {
    cli.run("describe", "mdoel");
    assertThat(cli.err()).contains("did you mean \"model\"?");
  }
}
