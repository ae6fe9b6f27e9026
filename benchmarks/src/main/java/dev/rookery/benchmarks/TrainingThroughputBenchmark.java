package dev.rookery.benchmarks;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.model.Batch;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.RunListener;
import dev.rookery.runtime.experiment.Tensors;
import dev.rookery.runtime.experiment.TrainingContext;
import dev.rookery.runtime.generator.GeneratorAgent;
import dev.rookery.runtime.learning.ManualTraining;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Training throughput of example-tga beside a bare libtorch loop of the same model on the same
 * batches, in one process, in turns: a block of updates of one, then the same block of the other.
 *
 * <p>Batches are those that a run makes of ConvAI2 (batch size 32, truncation 128). Prints examples
 * a second of both (median over the blocks) and their ratio, for each hidden size. Arguments: the
 * folder of data sets, the hidden sizes joined by commas, the number of blocks.
 */
public final class TrainingThroughputBenchmark {

  private static final int WARM_UP = 4;
  private static final int BLOCK = 5;

  private TrainingThroughputBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    String data = arguments.length > 0 ? arguments[0] : "data";
    String sizes = arguments.length > 1 ? arguments[1] : "256,1024";
    int blocks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
    for (String size : sizes.split(",")) {
      compare(data, Integer.parseInt(size), blocks);
    }
  }

  private static void compare(String data, int hiddenSize, int blocks) throws IOException {
    ComponentCatalog catalog =
        ComponentCatalog.of(
            PluginRegistry.load(List.of(), TrainingThroughputBenchmark.class.getClassLoader()));
    Experiment experiment =
        new ExperimentReader(catalog)
            .read(
                ExperimentArguments.of(
                        List.of(),
                        "data.path=" + data,
                        "agent.truncate=128",
                        "agent.model-options.hidden-size=" + hiddenSize,
                        "learner.optimizer.name=adam",
                        "learner.learning-rate=0.001",
                        "learner.gradient-clip=1",
                        "trackers=[]")
                    .withTask("convai2:self:no_cands")
                    .withModel("example-tga"),
                EnumSet.allOf(ExperimentReader.Need.class));
    Tensors.start(experiment);
    Path folder = Files.createTempDirectory("benchmark");
    try (RunFolder run = RunFolder.take(folder, RunFolder.IfExists.REFUSE);
        RunInjector injector =
            new RunInjector(
                new ExperimentModule(experiment, catalog, NO_DOWNLOADS),
                new AgentModule(Optional.empty()),
                new TrainingModule(run, SILENT));
        ManualTraining ours = new ManualTraining(injector.get(TrainingContext.class))) {
      GeneratorAgent agent = (GeneratorAgent) injector.get(Agent.class);
      try (BareExampleTga bare = new BareExampleTga(agent.dictionary().size(), hiddenSize)) {
        measure(ours, bare, hiddenSize, agent.dictionary().size(), blocks);
      }
    }
  }

  private static void measure(
      ManualTraining ours, BareExampleTga bare, int hiddenSize, int vocabularySize, int blocks) {
    Consumer<Batch> bareStep = batch -> bare.step(batch.text(), batch.labels().orElseThrow());
    List<Batch> warmUp = ours.nextBatches(WARM_UP);
    warmUp.forEach(ours::update);
    warmUp.forEach(bareStep);
    double[] oursRates = new double[blocks];
    double[] bareRates = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      List<Batch> batches = ours.nextBatches(BLOCK);
      oursRates[block] = rate(batches, ours::update);
      bareRates[block] = rate(batches, bareStep);
    }
    System.out.printf(
        Locale.ROOT,
        "hidden %d, vocabulary %d: rookery %.1f examples/s, bare libtorch %.1f examples/s,"
            + " ratio %.2f (%s)%n",
        hiddenSize,
        vocabularySize,
        median(oursRates),
        median(bareRates),
        median(oursRates) / median(bareRates),
        Tensors.version());
  }

  private static double rate(List<Batch> batches, Consumer<Batch> update) {
    long begun = System.nanoTime();
    batches.forEach(update);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return batches.stream().mapToInt(Batch::size).sum() / seconds;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static final Downloads NO_DOWNLOADS =
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
}
