package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void ofAPolicyThatLearnsSequencesTheirFiguresAreListed() throws IOException {
    Path run = Files.createDirectories(folder.resolve("prior"));
    Files.writeString(
        run.resolve("experiment.conf"),
        """
        task.name = sequences
        agent {
          name = policy  # command line: -m policy
        }
        decode {
          search = greedy  # default
        }
        learner {
          name = pretrain  # command line
        }
        eval {
          metrics = [default]  # default
        }
        """);
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"phase":"valid","update":9,"time":"2026-01-01T00:00:00Z","values":\
        {"loss":0.7,"ppl":2.01,"nll":26.1,"valid":0.86,"unique":1.0,"novel":0.99}}
        """);

    assertThat(cli.run("runs", "list", folder.toString())).isZero();
    assertThat(cli.out())
        .contains("nll 26.10  valid 0.8600  unique 1  novel 0.9900")
        .doesNotContain("ppl", "loss");
    cli.forget();
    assertThat(cli.run("runs", "show", run.toString())).isZero();
    assertThat(cli.out())
        .contains("eval {", "name = pretrain")
        .contains("(without decode, of which it made no use)")
        .doesNotContain("greedy");
  }

  @Test
  void aRunThatIsNotThereIsNoFolderOfARun() throws IOException {
    assertThat(cli.run("runs", "compare", "nothing", "else")).isEqualTo(2);
    assertThat(cli.run("runs", "compare", "nothing")).isEqualTo(2);
    assertThat(cli.err()).contains("name at least two runs to compare");
    assertThat(cli.err()).contains("there is no run nothing (nor runs", "rookery runs list");
    cli.forget();
    assertThat(cli.run("runs", "show", folder.toString())).isEqualTo(2);
    assertThat(cli.err()).contains("is not the folder of a run");
  }

  @Test
  void runsThatCannotBeReadAreRemarkedAmongTheOthers() throws IOException {
    pastRun("a", 1, 20.5);
    pastRun("b", 2, 18.25);
    pastRun("c", 3, 17.5);
    pastRun("d", 4, 16.75);
    Files.writeString(folder.resolve("b/experiment.conf"), "agent {\n  name = ]\n");
    Files.writeString(folder.resolve("c/metrics.jsonl"), "nonsense\n");

    assertThat(cli.run("runs", "list", folder.toString())).as(cli.err()).isZero();
    List<String> lines = cli.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("run ").contains("state", "started", "newest figures");
    assertThat(lines.get(1)).startsWith("a ").contains("ppl 20.50");
    assertThat(lines.get(2)).startsWith("b ").contains("can't read", "b/experiment.conf: 2");
    assertThat(lines.get(3)).startsWith("c ").contains("c/metrics.jsonl", "line 1");
    assertThat(lines.get(4)).startsWith("d ").contains("ppl 16.75");

    cli.forget();
    assertThat(cli.run("runs", "list", folder.toString(), "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(cli.out());
    assertThat(json.findValuesAsText("name")).containsExactly("a", "b", "c", "d");
    assertThat(json.get(1).path("problem").asText()).contains("experiment.conf: 2");
    assertThat(json.get(3).has("problem")).isFalse();
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
