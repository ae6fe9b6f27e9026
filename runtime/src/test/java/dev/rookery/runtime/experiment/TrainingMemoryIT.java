package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory over many steps, of a process whose Java heap has a fixed size. */
class TrainingMemoryIT {

  private static final Path ROOKERY = Path.of("target", "rookery", "bin", "rookery");
  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  @TempDir Path folder;

  @Test
  void tenThousandStepsTakeNoMoreMemoryThanOneThousand() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells the resident memory");
    Path run = folder.resolve("run");
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            ROOKERY.toAbsolutePath().toString(),
            "train",
            "-t",
            "babi-sim",
            "-m",
            "example-tga",
            "--hidden-size",
            "8",
            "learner.batch-size=2",
            "learner.max-updates=10000",
            "learner.log-every-updates=100",
            "learner.validation-generates=false",
            "task.valid-episodes=10",
            "agent.max-reply-length=4",
            "run.threads=1",
            "--run",
            run.toString());
    builder
        .environment()
        .put("ROOKERY_JAVA_OPTS", "-Xms256m -Xmx256m -XX:+AlwaysPreTouch -XX:+UseSerialGC");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();

    OptionalLong early = OptionalLong.empty();
    long late = 0;
    while (process.isAlive()) {
      long updates = updates(run);
      OptionalLong resident = resident(process);
      if (updates >= 1000 && resident.isPresent()) {
        early = early.isPresent() ? early : resident;
        late = updates < 10_000 ? resident.getAsLong() : late;
      }
      Thread.sleep(200);
    }

    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    assertThat(early).isPresent();
    // 9,000 leaked handles, or a few leaked batches, are more; the rest is what the compiler and
    // the
    // allocators take
    assertThat(late - early.getAsLong()).isLessThan(40 * MIB);
  }

  private static long updates(Path run) {
    Path file = run.resolve(MetricsFile.NAME);
    if (!Files.exists(file)) {
      return 0;
    }
    List<MetricsRecord> records = new MetricsFile(file).read();
    return records.isEmpty() ? 0 : records.get(records.size() - 1).update();
  }

  private static OptionalLong resident(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // it has just ended
    }
  }
}
