package dev.rookery.runtime.experiment;

import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.WholeFile;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training, from experiment to finished run folder.
 *
 * <p>{@link #stop} may be called from another thread (Ctrl-C): a learner that is at work then saves
 * a checkpoint and {@link #run} returns.
 */
public final class TrainingRun {

  private final Experiment experiment;
  private final ComponentCatalog catalog;
  private final Downloads downloads;
  private final RunFolder folder;
  private final RunListener listener;
  private Optional<Learner> running = Optional.empty();
  private boolean stopped;

  public TrainingRun(
      Experiment experiment,
      ComponentCatalog catalog,
      Downloads downloads,
      RunFolder folder,
      RunListener listener) {
    this.experiment = experiment;
    this.catalog = catalog;
    this.downloads = downloads;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param arguments of the command line, for the provenance
   * @return why the training ended
   */
  public Learner.Ending run(List<String> arguments) {
    Tensors.start(experiment);
    Optional<Path> resumeFrom =
        folder.resumed()
            ? new CheckpointStore(folder.path(), 1).latest().map(Checkpoint::folder)
            : Optional.empty();
    try (RunInjector made =
        new RunInjector(
            new ExperimentModule(experiment, catalog, downloads),
            new AgentModule(resumeFrom),
            new TrainingModule(folder, listener))) {
      TaskTeachers teachers = made.get(TaskTeachers.class);
      Agent agent = made.get(Agent.class);
      Learner learner = made.get(Learner.class);
      Provenance provenance = describe(teachers, arguments);
      if (!begin(learner)) {
        return Learner.Ending.INTERRUPTED;
      }
      Learner.Ending ending = learner.learn();
      new RunReport(experiment, folder, teachers, provenance).write(ending, agent);
      return ending;
    } finally {
      end();
    }
  }

  private synchronized boolean begin(Learner learner) {
    if (stopped) {
      return false;
    }
    running = Optional.of(learner);
    return true;
  }

  private synchronized void end() {
    running = Optional.empty();
  }

  /**
   * Asks the training to save a checkpoint and end.
   *
   * @return whether there is something to wait for: a learner that saves, or a report that is being
   *     written. If not, nothing was learned yet, and nothing would be lost by ending the process
   */
  public synchronized boolean stop() {
    stopped = true;
    running.ifPresent(Learner::stop);
    return running.isPresent();
  }

  /** Writes what the run is, before anything is computed. */
  private Provenance describe(TaskTeachers teachers, List<String> arguments) {
    WholeFile.write(folder.experiment(), experiment.render());
    Map<String, String> data = new LinkedHashMap<>();
    for (DataType part : List.of(teachers.trainingDataType(), DataType.VALID)) {
      for (WeightedTeacher task : teachers.open(part)) {
        task.teacher()
            .fingerprint()
            .ifPresent(digest -> data.put(task.teacher().id() + " " + part.split().word(), digest));
        task.teacher().close();
      }
    }
    Provenance provenance =
        Provenance.now(
            Versions.rookery(),
            catalog.sources(),
            Tensors.version(),
            experiment.seed(),
            data,
            arguments);
    provenance.appendTo(folder.provenance());
    return provenance;
  }
}
