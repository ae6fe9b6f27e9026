package dev.rookery.runtime.cli;

import dev.rookery.runtime.config.ExperimentReader.Need;
import dev.rookery.runtime.config.HoconText;
import dev.rookery.runtime.experiment.SampleRun;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rookery sample}. */
@Command(
    name = "sample",
    description = "Let a policy write sequences, such as molecules.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Prints one sequence a line, and what share of them is valid, unique and novel.",
      "",
      "Examples:",
      "  rookery sample -mf runs/prior -n 1000 --out sampled.smi",
      "  rookery sample -mf runs/prior -n 128 --prompt \"c1ccccc1C(=O)\" --reference train.smi"
          + " --json",
      "  rookery sample -mf runs/prior --prompting '{ name = scaffold, smiles ="
          + " \"c1ccc(*)cc1C(=O)*\" }'"
    })
final class SampleCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "How many sequences; 10 if not given.")
  private int count = 10;

  @Option(
      names = "--num-envs",
      paramLabel = "N",
      description = "How many are written at once; 128 if not given.")
  private int atOnce = 128;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "Scores of tokens are divided by it; below 1 likelier, above 1 more varied.")
  private double temperature = 1;

  @Option(names = "--greedy", description = "Take the likeliest token instead of drawing one.")
  private boolean greedy;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "How every sequence begins; a token X stands for any atom.")
  private @Nullable String prompt;

  @Option(
      names = "--prompting",
      paramLabel = "COMPONENT",
      description =
          "In which stages they are written, such as { name = scaffold, smiles = \"c1ccccc1*\" };"
              + " \"rookery describe prompting\" lists what there is.")
  private @Nullable String prompting;

  @Option(
      names = "--check",
      paramLabel = "NAME",
      description =
          "The scoring function that tells valid sequences; \"valid\" where there is one, \"none\""
              + " for no check.")
  private @Nullable String check;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "Sequences that are not new, one a line; their share is told.")
  private @Nullable Path reference;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the sequences there; standard output if not given.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print sequences and figures as JSON.")
  private boolean json;

  SampleCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    check(count >= 1, "-n " + count + ": must be at least 1 sequence");
    check(atOnce >= 1, "--num-envs " + atOnce + ": must be at least 1 sequence");
    check(
        temperature > 0 && Double.isFinite(temperature),
        "--temperature " + temperature + ": must be above 0; --greedy takes the likeliest token");
    check(
        prompt == null || prompting == null,
        "--prompt and --prompting both say how sequences begin; give one of them");
    Optional<Path> folder = model.folder(experiment);
    try (LoadedExperiment loaded = experiment.load("run", folder, EnumSet.of(Need.AGENT))) {
      return work.sample(
          new ExperimentWork.Sampling(
              loaded,
              folder,
              new SampleRun.Request(
                  count,
                  atOnce,
                  temperature,
                  greedy,
                  Optional.ofNullable(prompt),
                  Optional.ofNullable(prompting)
                      .map(text -> HoconText.component(text, "--prompting")),
                  loaded.experiment().seed()),
              Optional.ofNullable(check),
              Optional.ofNullable(reference),
              Optional.ofNullable(out),
              json),
          spec.commandLine().getOut());
    }
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
