package dev.rookery.runtime.cli;

import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.experiment.FinalFigures;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.SeedFolder;
import dev.rookery.runtime.run.WholeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains once with each of an experiment's seeds, and compares what they reach. */
final class SeedsWork {

  /** What stands above the table of what the seeds reach. */
  static final String TITLE = "final figures";

  private final Experiment experiment;
  private final TrainingWork training;

  SeedsWork(Experiment experiment, TrainingWork training) {
    this.experiment = experiment;
    this.training = training;
  }

  /**
   * Trains those that aren't finished, one after the other. The experiment is written down first,
   * so that an interrupted training can go on with the seeds that it didn't get to.
   *
   * @return whether all went to their end
   */
  boolean train(Path path, RunFolder.IfExists ifExists, PrintWriter out) {
    List<Long> seeds = experiment.seeds();
    try (SeedFolder folder = SeedFolder.take(path, ifExists)) {
      WholeFile.write(folder.experiment(), experiment.render());
      for (long seed : seeds) {
        Experiment one = experiment.withSeed(seed);
        Path run = folder.run(seed);
        if (!isFinished(run, one) && !training.train(request(one, run, path))) {
          return false;
        }
      }
      Map<Long, Map<String, Double>> figures = new LinkedHashMap<>();
      seeds.forEach(seed -> figures.put(seed, FinalFigures.of(folder.run(seed))));
      SeedFigures compared = new SeedFigures(figures);
      WholeFile.write(folder.result(), Json.text(compared.asMap()) + "\n");
      FigureTable.print(out, TITLE, compared.columns(), compared.rows());
      return true;
    }
  }

  /** A run that ended goes on all the same if it was given more to do, or something else. */
  private static boolean isFinished(Path run, Experiment experiment) {
    return Provenance.lastEnding(run).equals(Optional.of(Provenance.FINISHED))
        && SavedExperiment.isOf(run, experiment);
  }

  private TrainingWork.Run request(Experiment one, Path run, Path folder) {
    List<Long> seeds = experiment.seeds();
    return new TrainingWork.Run(
        one,
        run,
        RunFolder.holdsRun(run) ? RunFolder.IfExists.RESUME : RunFolder.IfExists.REFUSE,
        Optional.of(
            new TrainingWork.Part(
                folder,
                "seed %d (%d of %d): %s"
                    .formatted(one.seed(), seeds.indexOf(one.seed()) + 1, seeds.size(), run))));
  }
}
