package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery data check} makes of its arguments. */
final class DataCheckCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void dataCheckNamesFormatAndWrongLines() throws IOException {
    Path data = folder.resolve("talk.txt");
    Files.writeString(data, "text:hello\tlabels:hi\ntext:bye\tlabels:bye\tepisode_done:True\n");

    assertThat(cli.run("data", "check", data.toString())).isZero();
    assertThat(cli.out()).contains("parlai-format").contains("1 episode, 2 examples, no problems");

    Files.writeString(data, "text:hello\tlabels:hi\nnonsense\n");
    assertThat(cli.run("data", "check", "--format", "parlai-format", data.toString())).isEqualTo(1);
    assertThat(cli.out()).contains("1 problem\n").contains(data + ":2: ");
  }

  @Test
  void theBeginningOfAFormatsNameIsEnoughForASuggestion() throws IOException {
    Path data = Files.writeString(folder.resolve("talk.txt"), "text:hello\tlabels:hi\n");

    assertThat(cli.run("data", "check", "--format", "parlai", data.toString())).isEqualTo(2);
    assertThat(cli.err()).contains("did you mean \"parlai-format\"?");
  }
}
