package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLineMayBeSaidWhileAnotherThreadMovesTheBar() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (ProgressLines progress = new ProgressLines(err, true, line -> {})) {
      Thread talker = new Thread(() -> repeat(1_000, n -> progress.say("line " + n)));
      talker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      talker.start();
      while (talker.isAlive()) {
        progress.onEvaluation(1, OptionalLong.of(2));
      }
      talker.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("line 0", "line 999");
  }

  private interface Step {
    void run(int n);
  }

  private static void repeat(int times, Step step) {
    for (int n = 0; n < times; n++) {
      step.run(n);
    }
  }

  @Test
  void whatIsSaidIsLoggedAndProgressIsNot() {
    List<String> log = new ArrayList<>();
    try (ProgressLines progress = new ProgressLines(err, false, log::add)) {
      progress.onEvaluation(1, OptionalLong.of(2));
      progress.say("validation at update 5");
    }
    assertThat(log).containsExactly("validation at update 5");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("1 examples", "validation at");
  }
}
