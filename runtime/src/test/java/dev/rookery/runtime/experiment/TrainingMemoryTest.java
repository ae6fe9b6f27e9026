package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import com.google.inject.Injector;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.learning.ManualTraining;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training holds no more at its end than at its beginning. */
final class TrainingMemoryTest {

  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  @TempDir Path folder;

  @Test
  void tenThousandStepsTakeNoMoreMemoryThanOneThousand() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells the resident memory");
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            List.of(
                "agent.model-options.hidden-size=4",
                "task.turns=1",
                "learner.batch-size=1",
                "learner.max-updates=10000",
                "learner.validation-every-updates=2000",
                "learner.log-every-updates=100"));
    List<Long> taken = new ArrayList<>();
    run.train(
        RunFolder.IfExists.REFUSE,
        update -> {
          if (update == 1000 || update == 10000) {
            taken.add(nativeBytes());
          }
        });

    assertThat(taken).hasSize(2);
    // A leaked array handle a step would be 4 MiB, a leaked batch far more; the rest is noise of
    // the allocator and of Java's own compiler.
    assertThat(taken.get(1) - taken.get(0)).isLessThan(40 * MIB);
  }

  /** Resident memory without Java's heap. */
  private static long nativeBytes() {
    System.gc();
    try {
      long resident =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
              .findFirst()
              .orElseThrow();
      return resident - Runtime.getRuntime().totalMemory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void stepsLeaveNoArraysBehindAndTheAgentClosesItsOwn() {
    Experiment experiment = SmallRun.experiment(List.of());
    Tensors.start(experiment);
    NDManager weights;
    try (RunFolder run = RunFolder.take(folder.resolve("run"), RunFolder.IfExists.REFUSE)) {
      Injector injector =
          RunInjector.of(
              new ExperimentModule(experiment, SmallRun.CATALOG, SmallRun.NO_DOWNLOADS),
              new AgentModule(Optional.empty()),
              new TrainingModule(run, new Silent()));
      TrainingContext context = injector.getInstance(TrainingContext.class);
      try (TrainableAgent agent = (TrainableAgent) context.agent();
          ManualTraining training = new ManualTraining(context)) {
        weights = agent.parameters().byName().values().iterator().next().getManager();
        training.nextBatches(3).forEach(training::update);
        int arrays = weights.getManagedArrays().size();
        training.nextBatches(40).forEach(training::update);
        assertThat(weights.getManagedArrays()).hasSize(arrays);
        assertThat(weights.isOpen()).isTrue();
      }
    }
    assertThat(weights.isOpen()).isFalse();
  }

  private static final class Silent implements RunListener {
    @Override
    public void onTraining(TrainingProgress progress) {}

    @Override
    public void onEvaluation(long seen, OptionalLong of) {}

    @Override
    public void say(String line) {}
  }
}
