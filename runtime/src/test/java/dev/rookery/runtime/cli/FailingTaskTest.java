package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plugin whose teacher fails, mostly in the thread that makes batches. */
@Timeout(300) // for a training that waits for a batch which never comes
final class FailingTaskTest {

  private static final String TASK = "task \"" + FailingTask.class.getName() + "\"";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "-t",
                FailingTask.class.getName(),
                "-m",
                "example-tga",
                "--hidden-size",
                "8",
                "learner.batch-size=2",
                "learner.pool=1",
                "learner.save-every-updates=2",
                "run.threads=1",
                "--run",
                run().toString()));
    arguments.addAll(Arrays.asList(more));
    err.getBuffer().setLength(0);
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bug     | java.lang.IllegalStateException: lost; the thread | mistake in its plugin",
        "linkage | java.lang.NoClassDefFoundError: com/acme/Parser   | mistake in its plugin",
        "null    | null was returned                                 | mistake in its plugin"
      })
  void aFailureOfTheTeacherNamesItAndLeavesTheCheckpointsAsTheyWere(
      String failure, String reason, String blame) throws IOException {
    assertThat(train("learner.max-updates=5")).as(err.toString()).isZero();
    Map<String, List<Byte>> before = checkpoints();

    assertThat(train("--resume", "learner.max-updates=50", "task.failure=" + failure)).isEqualTo(1);
    assertOneError(TASK, FailingTask.class.getName(), reason, blame, "--stack-trace");
    assertThat(checkpoints()).isEqualTo(before);
    assertThat(run().resolve("log.txt"))
        .content()
        .contains("the run has failed", "\tat ", "GuardedTeacher");

    assertThat(train("--resume", "learner.max-updates=50", "task.failure=none")).isZero();
  }

  @Test
  void aMistakeOfTheUserIsToldInTheTeachersOwnWords() {
    assertThat(train("learner.max-updates=5")).as(err.toString()).isZero();

    assertThat(train("--resume", "learner.max-updates=50", "task.failure=user")).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("error: talk.txt: line 7: no label");
  }

  @Test
  void aFailureBeforeTheTrainingNamesTheTaskToo() {
    assertThat(train("learner.max-updates=5", "task.failure=bug")).isEqualTo(1);
    assertOneError(TASK, "lost; the thread");
  }

  @Test
  void theStackTraceIsShownOnRequest() {
    assertThat(train("task.failure=bug", "--stack-trace")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Caused by: java.lang.IllegalStateException", "FailingTask");
  }

  private void assertOneError(String... parts) {
    assertThat(err.toString().lines())
        .as(err.toString())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains(parts);
  }

  private Map<String, List<Byte>> checkpoints() throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run().resolve("checkpoints"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : Files.readAllBytes(file)) {
          bytes.add(each);
        }
        contents.put(run().relativize(file).toString(), bytes);
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }
}
