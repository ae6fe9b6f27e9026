package dev.rookery.runtime.cli;

import dev.rookery.runtime.config.ExperimentReader.Need;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery eval}. */
@Command(
    name = "eval",
    description = "Evaluate an agent on a task and print its metrics.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  rookery eval -mf runs/tutor -t persona-sim --split valid --report report.json",
      "  rookery eval -mf zoo:persona-tga -t persona-sim --split test",
      "  rookery eval -m repeat-label -t babi-sim"
    })
final class EvalCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private SplitOption split = new SplitOption();

  @Option(
      names = {"--report", "-rf", "--report-filename"},
      paramLabel = "FILE",
      description = "Write task, split, number of examples and metrics to this JSON file.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  EvalCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    Optional<Path> folder = model.folder(experiment);
    try (LoadedExperiment loaded =
        experiment.load("eval", folder, EnumSet.of(Need.TASK, Need.AGENT))) {
      return work.evaluate(
          new ExperimentWork.Evaluating(
              loaded,
              folder,
              split.orElse("valid"),
              Optional.ofNullable(report),
              json,
              LongShortFlags.unmark(spec.root().commandLine().getParseResult().originalArgs())),
          spec.commandLine().getOut());
    }
  }
}
