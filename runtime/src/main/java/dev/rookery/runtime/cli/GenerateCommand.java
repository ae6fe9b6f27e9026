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

/** {@code rookery generate}. */
@Command(
    name = "generate",
    description = "Reply to each context of a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Input: JSON lines with text and, if there is one, history. Output: JSON lines with text,",
      "tokens, token_logprobs and score.",
      "",
      "Example:",
      "  rookery generate -mf runs/tutor --in contexts.jsonl --out replies.jsonl"
          + " decode.search=greedy"
    })
final class GenerateCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "Contexts as JSON lines; standard input if not given.")
  private @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Replies as JSON lines; standard output if not given.")
  private @Nullable Path out;

  GenerateCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    Optional<Path> folder = model.folder(experiment);
    try (LoadedExperiment loaded = experiment.load("eval", folder, EnumSet.of(Need.AGENT))) {
      return work.generate(
          new ExperimentWork.Generating(
              loaded, folder, Optional.ofNullable(in), Optional.ofNullable(out)),
          spec.commandLine().getOut());
    }
  }
}
