package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.learning.ManualTraining;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tensors.Tensors;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training holds no more at its end than at its beginning. */
final class TrainingMemoryTest {

  @TempDir Path folder;

  @Test
  void stepsLeaveNoArraysBehindAndTheAgentClosesItsOwn() {
    Experiment experiment = SmallRun.experiment(List.of());
    Tensors.start(experiment);
    NDManager weights;
    try (RunFolder run = RunFolder.take(folder.resolve("run"), RunFolder.IfExists.REFUSE)) {
      try (RunInjector injector =
              new RunInjector(
                  new ExperimentModule(experiment, SmallRun.CATALOG, SmallRun.NO_DOWNLOADS),
                  new AgentModule(Optional.empty()),
                  new TrainingModule(run, new Silent()));
          ManualTraining training = new ManualTraining(injector.get(TrainingContext.class))) {
        TrainableAgent agent = (TrainableAgent) injector.get(Agent.class);
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
