package dev.rookery.benchmarks;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.nn.Precision;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.RunListener;
import dev.rookery.runtime.experiment.TrainingContext;
import dev.rookery.runtime.generator.GeneratorAgent;
import dev.rookery.runtime.learning.ManualTraining;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tensors.Tensors;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A new model on ConvAI2 as a run has it, and a bare loop of the same model. */
final class Bench implements AutoCloseable {

  static final Downloads NO_DOWNLOADS =
      (source, sha256, mostBytes, target) -> {
        throw new UserException("the benchmark downloads nothing; put the data in its folder");
      };

  private static final RunListener SILENT =
      new RunListener() {
        @Override
        public void onTraining(TrainingProgress progress) {}

        @Override
        public void onEvaluation(long seen, OptionalLong of) {}

        @Override
        public void say(String line) {}
      };

  private final RunFolder run;
  private final RunInjector injector;
  private final ManualTraining training;
  private final GeneratorAgent agent;
  private final BareModel bare;

  private Bench(RunFolder run, RunInjector injector, Subject subject, Precision precision) {
    this.run = run;
    this.injector = injector;
    training = new ManualTraining(injector.get(TrainingContext.class));
    agent = (GeneratorAgent) injector.get(Agent.class);
    bare = subject.bare(agent.dictionary().size(), precision);
  }

  /**
   * Opens both.
   *
   * @param data folder of data sets
   * @param more assignments of the experiment
   */
  static Bench open(
      Subject subject, Precision precision, String data, int batchSize, String... more)
      throws IOException {
    ComponentCatalog catalog =
        ComponentCatalog.of(PluginRegistry.load(List.of(), Bench.class.getClassLoader()));
    List<String> assignments = new ArrayList<>(subject.assignments());
    assignments.addAll(
        List.of(
            "data.path=" + data,
            "agent.truncate=128",
            "agent.precision=" + precision.settingName(),
            "learner.batch-size=" + batchSize,
            "learner.optimizer.name=adam",
            "learner.learning-rate=0.001",
            "learner.gradient-clip=1",
            "trackers=[]"));
    assignments.addAll(List.of(more));
    Experiment experiment =
        new ExperimentReader(catalog)
            .read(
                ExperimentArguments.of(List.of(), assignments.toArray(String[]::new))
                    .withTask("convai2:self:no_cands")
                    .withModel(subject.model()),
                EnumSet.allOf(ExperimentReader.Need.class));
    Tensors.start(experiment);
    RunFolder run =
        RunFolder.take(Files.createTempDirectory("benchmark"), RunFolder.IfExists.REFUSE);
    RunInjector injector =
        new RunInjector(
            new ExperimentModule(experiment, catalog, NO_DOWNLOADS),
            new AgentModule(Optional.empty()),
            new TrainingModule(run, SILENT));
    return new Bench(run, injector, subject, precision);
  }

  ManualTraining training() {
    return training;
  }

  GeneratorAgent agent() {
    return agent;
  }

  BareModel bare() {
    return bare;
  }

  @Override
  public void close() {
    bare.close();
    training.close();
    injector.close();
    run.close();
  }
}
