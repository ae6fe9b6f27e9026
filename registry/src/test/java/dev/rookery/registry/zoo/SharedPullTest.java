package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and processes pull the same model at the same time. */
final class SharedPullTest {

  @TempDir Path temp;
  private TestingZoo testing;
  private Path model;

  @BeforeEach
  void publish() throws IOException {
    testing = new TestingZoo(temp);
    model = testing.model(1);
    testing.publish("tutor", "1.0.0", model);
  }

  @Test
  void threadsPullOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (ZooServer server = new ZooServer(testing.folder)) {
      List<Future<Path>> pulls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        pulls.add(
            threads.submit(
                () -> {
                  Zoo zoo = testing.zoo(server.address());
                  return zoo.open(TestingZoo.find(zoo, "tutor"));
                }));
      }
      for (Future<Path> pull : pulls) {
        assertThat(ZooTest.content(pull.get())).isEqualTo(ZooTest.content(model));
      }
      assertThat(server.requests(".zip")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void processesPullOnce() throws Exception {
    try (ZooServer server = new ZooServer(testing.folder)) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    PullingProcess.class.getName(),
                    server.address(),
                    testing.cache.toString())
                .inheritIO()
                .start());
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      assertThat(server.requests(".zip")).hasSize(1);
      Zoo zoo = testing.zoo(server.address());
      assertThat(ZooTest.content(zoo.open(TestingZoo.find(zoo, "tutor"))))
          .isEqualTo(ZooTest.content(model));
    }
  }

  @Test
  void whatAKilledProcessLeftIsNotUsedAndSweptAway() throws IOException {
    Zoo zoo = testing.zoo();
    ZooModel tutor = TestingZoo.find(zoo, "tutor");
    Path place = zoo.place(tutor);
    Path half = place.resolveSibling("." + place.getFileName() + ".123.new");
    Files.createDirectories(half);
    Files.writeString(half.resolve("experiment.conf"), "half");

    assertThat(zoo.isPulled(tutor)).isFalse();
    assertThat(ZooTest.content(zoo.open(tutor))).isEqualTo(ZooTest.content(model));
    assertThat(half).doesNotExist();
  }
}
