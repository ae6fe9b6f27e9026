package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery plugins} makes of its arguments. */
final class PluginsCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void pluginsAreListedAndChecked() throws IOException {
    assertThat(cli.run("plugins", "list")).isZero();
    assertThat(cli.out()).contains("dialog-tasks").contains("persona-sim");

    cli.forget();
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    assertThat(cli.run("plugins", "doctor", "--plugins", folder.toString())).isEqualTo(2);
    assertThat(cli.out().lines()).singleElement().asString().contains("broken.jar");

    cli.forget();
    assertThat(cli.run("plugins", "doctor", "--plugins", folder.toString(), "dialog-tasks"))
        .isZero();
    assertThat(cli.out()).contains("no problems");
  }
}
