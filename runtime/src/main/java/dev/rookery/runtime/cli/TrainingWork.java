package dev.rookery.runtime.cli;

import dev.rookery.api.learning.Learner;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.experiment.TrainingRun;
import dev.rookery.runtime.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains and tells the user how it goes. */
final class TrainingWork {

  private final LoadedExperiment loaded;
  private final List<String> arguments;
  private boolean stopped;

  /**
   * Creates work with the plugins of an experiment.
   *
   * @param arguments of the command line, for the runs' provenance
   */
  TrainingWork(LoadedExperiment loaded, List<String> arguments) {
    this.loaded = loaded;
    this.arguments = arguments;
  }

  /**
   * A run to train.
   *
   * @param experiment with one seed
   * @param path of its folder
   * @param ifExists what to do with a run that is there
   * @param partOf the folder of the several seeds that it is one of, and what to call it
   */
  record Run(Experiment experiment, Path path, RunFolder.IfExists ifExists, Optional<Part> partOf) {

    /** The folder with which training goes on. */
    Path resumable() {
      return partOf.map(Part::folder).orElse(path);
    }
  }

  /** One of several runs. */
  record Part(Path folder, String title) {}

  /** Trains; says whether the run went to its end and nobody asked to stop. */
  boolean train(Run request) {
    try (RunFolder folder = RunFolder.take(request.path(), request.ifExists());
        LogFile log = new LogFile(folder.log());
        ProgressLines progress = ProgressLines.ofProcess(log::line)) {
      request.partOf().ifPresent(part -> progress.say(part.title()));
      TrainingRun run =
          new TrainingRun(
              request.experiment(),
              loaded.catalog(),
              DownloadLines.downloads(progress, loaded.downloading()),
              folder,
              progress);
      try (Interruption interruption =
          new Interruption(() -> stop(run), nothingLearned(folder, request), progress)) {
        Learner.Ending ending = interruption.guard(() -> run.run(arguments));
        progress.showNewest();
        // Said in here: after an interruption the process may be gone right behind this block.
        progress.say(ending(ending, request));
        return ending != Learner.Ending.INTERRUPTED && !isStopped();
      } catch (RuntimeException | Error e) {
        log.failure(e);
        throw e;
      }
    }
  }

  private boolean stop(TrainingRun run) {
    synchronized (this) {
      stopped = true;
    }
    return run.stop();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private static String nothingLearned(RunFolder folder, Run request) {
    return folder.resumed()
        ? "interrupted before the training went on; the run is as it was; " + goOn(request)
        : interruptedAtFirst(request);
  }

  private static String interruptedAtFirst(Run request) {
    boolean others = request.partOf().isPresent() && RunFolder.holdsAny(request.resumable());
    return "interrupted before the first update; "
        + (others ? goOn(request) : "the same command begins again");
  }

  private static String goOn(Run request) {
    return "go on with: "
        + Invocation.of("train", "--resume", "--run", request.resumable().toString());
  }

  private static String ending(Learner.Ending ending, Run request) {
    Path report = request.path().resolve("report.html");
    return switch (ending) {
      case FINISHED -> "done; the report is " + report;
      case OUT_OF_PATIENCE -> "stopped, as validation got no better; the report is " + report;
      case INTERRUPTED ->
          RunFolder.holdsRun(request.path())
              ? "interrupted and saved; " + goOn(request)
              : interruptedAtFirst(request);
    };
  }
}
