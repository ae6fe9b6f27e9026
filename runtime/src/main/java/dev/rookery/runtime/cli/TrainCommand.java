package dev.rookery.runtime.cli;

import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.ExperimentReader.Need;
import dev.rookery.runtime.config.ModelFolders;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.SeedFolder;
import java.nio.file.Files;
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

/** {@code rookery train}. */
@Command(
    name = "train",
    description = "Train an agent: validate, keep the best, write a run folder with a report.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The settings that are used most (all of them: rookery describe):",
      "  -bs, --batch-size N       examples in a batch",
      "  -opt, --optimizer NAME    sgd, adam, adamw, adamax, rmsprop or adagrad",
      "  -lr, --learning-rate X    how far an update goes",
      "  -eps, --epochs X          how often the training data is gone through at most;",
      "                            once where no limit is given",
      "  --max-updates N           how many updates are made at most; --max-time 90s, 5m, 1.5h",
      "  -vmt, --validation-metric NAME   the best checkpoint is chosen by it; -vp is the patience",
      "  --seeds 1,2,3             train once with each seed, one after the other, into seed-1,",
      "                            seed-2, … of the run's folder, and compare what they reach",
      "",
      "Examples:",
      "  rookery train tutor.conf learner.epochs=3 --run runs/tutor",
      "  rookery train -m example-tga -t convai2 -bs 32 --hidden-size 256 -opt adam -lr 0.001",
      "  rookery train tutor.conf --seeds 1,2,3 --run runs/tutor",
      "  rookery train --resume --run runs/tutor"
    })
final class TrainCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  @Option(
      names = {"--run", "-mf", "--model-file"},
      paramLabel = "DIR",
      description = "The folder of the run. Without it, a new folder under runs/.")
  private @Nullable Path run;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in the folder from its newest checkpoint and with its own settings,"
              + " which the command line may change.")
  private boolean resume;

  @Option(
      names = "--fresh",
      description = "Begin anew although the folder has a run, which is moved aside.")
  private boolean fresh;

  @Option(
      names = "--show-config",
      description = "Print the resolved experiment with the origin of every value, and stop.")
  private boolean showConfig;

  TrainCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    if (resume && fresh) {
      throw new ParameterException(
          spec.commandLine(), "--resume and --fresh exclude each other; give one of them");
    }
    if (resume && run == null) {
      throw new ParameterException(
          spec.commandLine(), "--resume needs the run's folder; name it with --run");
    }
    checkFolder();
    try (LoadedExperiment loaded =
        experiment.loadSaved("learner", resumed(), EnumSet.allOf(Need.class))) {
      if (showConfig) {
        spec.commandLine().getOut().print(loaded.experiment().render());
        spec.commandLine().getOut().flush();
        return 0;
      }
      return work.train(
          new ExperimentWork.Training(
              loaded,
              Optional.ofNullable(run),
              resume,
              fresh,
              LongShortFlags.unmark(spec.root().commandLine().getParseResult().originalArgs())),
          spec.commandLine().getOut());
    }
  }

  /** Said before the experiment is read, which may lack what the run would have brought. */
  private void checkFolder() {
    if (run == null) {
      return;
    }
    if (ModelFolders.isName(run.toString())) {
      throw new SettingsException(
          run
              + " is no folder for a run; to start from that model, give --init-model "
              + run
              + " and another --run");
    }
    if (resume && !Files.exists(run)) {
      throw new SettingsException("there is no run " + run + " to resume");
    }
    if (resume && RunFolder.holdsRun(run) && experiment.sets("run", "seeds")) {
      throw new SettingsException(
          run
              + " holds one run, which can't go on with several seeds; leave --seeds out, or leave"
              + " --resume out and give --run another name");
    }
    if (!resume && !fresh && !showConfig) {
      RunFolder.refuseRun(run);
    }
  }

  /** A run that goes on does so with its own experiment; the command line may change it. */
  private Optional<Path> resumed() {
    return Optional.ofNullable(run)
        .filter(folder -> resume)
        .map(
            folder ->
                SeedFolder.isOne(folder)
                    ? SeedFolder.experiment(folder)
                    : folder.resolve(SavedExperiment.FILE_NAME))
        .filter(Files::isRegularFile);
  }
}
