package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.learning.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  /** Ctrl-C says its line in a thread of its own, and ends the bar for it. */
  @Test
  void twoThreadsTakeTurns() throws InterruptedException {
    CountDownLatch saying = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> lines = new CopyOnWriteArrayList<>();
    PrintStream slow =
        new PrintStream(bytes, true, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            if (line.equals("stopping")) {
              saying.countDown();
              await(goOn);
            }
            lines.add(line);
          }
        };
    try (ProgressLines progress = new ProgressLines(slow, false, line -> {})) {
      Thread hook = new Thread(() -> progress.say("stopping"));
      hook.start();
      await(saying);
      Thread work = new Thread(() -> progress.onEvaluation(1, OptionalLong.of(2)));
      work.start();
      while (work.getState() != Thread.State.BLOCKED && work.isAlive()) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      hook.join();
      work.join();
    }
    assertThat(lines).hasSize(2).startsWith("stopping");
  }

  /** A line comes every ten seconds at most, and the last round often sooner. */
  @Test
  void theNewestFiguresAreShownInTheEnd() {
    try (ProgressLines progress = new ProgressLines(err, false, line -> {})) {
      progress.onTraining(new TrainingProgress(1, 0.5, 0, Map.of("score", 0.25)));
      progress.onTraining(new TrainingProgress(2, 0.9, 0, Map.of("score", 0.5)));
      progress.onTraining(new TrainingProgress(3, 1, 0, Map.of("score", 0.75)));
      progress.showNewest();
      progress.showNewest();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("train  50% update 1 score 0.2500", "train 100% update 3 score 0.7500");
  }

  @Test
  void whatIsCountedIsNamed() {
    try (ProgressLines progress = new ProgressLines(err, false, line -> {})) {
      progress.onCount("sample", "sequences", 128, OptionalLong.of(512));
      progress.onCount("sample", "sequences", 640, OptionalLong.of(512));
      progress.showNewest();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("sample  25% 128 sequences", "sample 100% 640 sequences");
  }

  @Test
  void whatWasSaidSinceIsNewer() {
    try (ProgressLines progress = new ProgressLines(err, false, line -> {})) {
      progress.onTraining(new TrainingProgress(1, 0.5, 0, Map.of()));
      progress.onTraining(new TrainingProgress(2, 1, 0, Map.of()));
      progress.say("validation at update 2");
      progress.showNewest();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("update 2 ");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
