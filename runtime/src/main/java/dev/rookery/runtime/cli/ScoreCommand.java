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

/** {@code rookery score}. */
@Command(
    name = "score",
    description = "Score the sequences of a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Input: one sequence a line, of which the first word counts. Output: CSV with the sequence,",
      "its score, what that was made from, and why it could not be scored.",
      "",
      "Examples:",
      "  rookery score --in molecules.smi --out scores.csv --score qed",
      "  rookery score -c reinvent.conf --in molecules.smi",
      "  rookery score --in replies.txt --whole-lines --score '{ name = length, words = 8 }'"
    })
final class ScoreCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "Sequences, one a line; standard input if not given.")
  private @Nullable Path in;

  @Option(names = "--out", paramLabel = "FILE", description = "CSV; standard output if not given.")
  private @Nullable Path out;

  @Option(
      names = "--whole-lines",
      description = "Take each line as a whole, such as a reply, not its first word.")
  private boolean wholeLines;

  @Option(names = "--json", description = "Print JSON: figures, and the scores without --out.")
  private boolean json;

  ScoreCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    try (LoadedExperiment loaded =
        experiment.loadWithLearner("reinvent", "learner", EnumSet.of(Need.LEARNER))) {
      return work.score(
          new ExperimentWork.Scored(
              loaded, Optional.ofNullable(in), wholeLines, Optional.ofNullable(out), json),
          spec.commandLine().getOut());
    }
  }
}
