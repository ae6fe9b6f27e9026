package dev.rookery.benchmarks;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceSampler;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sequences a second that a trained GRU policy writes, beside a bare libtorch loop with the same
 * weights, in one process, in turns.
 *
 * <p>Prints sequences a second and tokens a sequence of both (median over the blocks, after as many
 * to warm up) and their ratio. Arguments: the folder of the policy, how many are written at once,
 * the number of blocks, and how many batches a block has.
 */
public final class PolicySamplingBenchmark {

  private PolicySamplingBenchmark() {}

  public static void main(String[] arguments) {
    Path model = Path.of(arguments[0]);
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 128;
    int blocks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    int batches = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4;
    ComponentCatalog catalog =
        ComponentCatalog.of(
            PluginRegistry.load(List.of(), PolicySamplingBenchmark.class.getClassLoader()));
    Experiment experiment =
        new ExperimentReader(catalog)
            .read(
                new ExperimentArguments(
                    List.of(model.resolve("experiment.conf")),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    "sample",
                    true),
                EnumSet.of(ExperimentReader.Need.AGENT));
    try (OpenAgent open =
            OpenAgent.of(experiment, catalog, Bench.NO_DOWNLOADS, Optional.of(model));
        BareSampler bare = new BareSampler((PolicyAgent) open.agent())) {
      compare(((PolicyAgent) open.agent()).sampler(), bare, rows, blocks, batches);
    }
  }

  private static void compare(
      SequenceSampler sampler, BareSampler bare, int rows, int blocks, int batches) {
    double[] ours = new double[blocks];
    double[] theirs = new double[blocks];
    long ourTokens = 0;
    long bareTokens = 0;
    long number = 0;
    for (int block = -blocks; block < blocks; block++) {
      long begun = System.nanoTime();
      for (int batch = 0; batch < batches; batch++, number += rows) {
        for (Rollout rollout : sampler.sample(SequenceSampler.Request.of(rows, 1, number))) {
          ourTokens += rollout.length();
        }
      }
      long middle = System.nanoTime();
      for (int batch = 0; batch < batches; batch++) {
        bareTokens += bare.write(rows);
      }
      long end = System.nanoTime();
      if (block >= 0) {
        ours[block] = rows * batches / ((middle - begun) / 1e9);
        theirs[block] = rows * batches / ((end - middle) / 1e9);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d at once: rookery %.1f sequences/s (%.1f tokens each), bare libtorch %.1f (%.1f), ratio"
            + " %.2f%n",
        rows,
        Rates.median(ours),
        (double) ourTokens / number,
        Rates.median(theirs),
        (double) bareTokens / number,
        Rates.median(ours) / Rates.median(theirs));
  }
}
