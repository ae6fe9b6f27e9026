package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rookery runs} makes of its arguments. */
final class RunsCommandTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @Test
  void runsAreListedShownAndCompared() throws IOException {
    pastRun("a", 1, 20.5);
    pastRun("b", 2, 18.25);

    assertThat(cli.run("runs", "list", folder.toString())).isZero();
    assertThat(cli.out()).contains("a ").contains("ppl 20.50").contains("ppl 18.25");

    cli.forget();
    assertThat(cli.run("runs", "compare", folder.resolve("a") + "", folder.resolve("b") + ""))
        .isZero();
    assertThat(cli.out()).contains("run.seed").contains("18.25").doesNotContain("task.name");

    cli.forget();
    assertThat(cli.run("runs", "show", folder.resolve("a").toString())).isZero();
    assertThat(cli.out()).contains("valid after 10 updates").contains("seed = 1");
  }

  private void pastRun(String name, int seed, double ppl) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        run.resolve("experiment.conf"), "task.name = convai2\nrun { seed = " + seed + " }\n");
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"phase":"train","update":10,"time":"2026-01-01T00:00:00Z","values":{"loss":1.5}}
        {"phase":"valid","update":10,"time":"2026-01-01T00:00:00Z","values":{"ppl":%s}}
        """
            .formatted(ppl));
  }
}
