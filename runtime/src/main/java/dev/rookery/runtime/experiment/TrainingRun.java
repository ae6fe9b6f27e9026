package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.Setting;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.decoding.BeamWatch;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.WholeFile;
import dev.rookery.runtime.tensors.Tensors;
import dev.rookery.runtime.wiring.AgentModule;
import dev.rookery.runtime.wiring.ExperimentModule;
import dev.rookery.runtime.wiring.RunInjector;
import dev.rookery.runtime.wiring.TrainingModule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One training, from experiment to finished run folder.
 *
 * <p>{@link #stop} may be called from another thread (Ctrl-C): a learner that is at work then saves
 * a checkpoint and {@link #run} returns.
 */
public final class TrainingRun {

  private static final Set<String> LIMITS = Set.of("max-sequences", "max-updates", "epochs");

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
    Optional<Checkpoint> newest =
        folder.resumed() ? new CheckpointStore(folder.path(), 1).latest() : Optional.empty();
    Optional<Path> resumeFrom = newest.map(Checkpoint::folder);
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
      Learner.Ending ending = ending(learner);
      new RunReport(
              experiment,
              folder,
              teachers,
              provenance,
              made.get(BeamWatch.class),
              made.get(Components.class))
          .write(ending, agent);
      newest.ifPresent(before -> sayIfNothingWasLeft(before.update(), ending));
      return ending;
    } finally {
      end();
    }
  }

  private Learner.Ending ending(Learner learner) {
    try {
      Learner.Ending ending = learner.learn();
      Provenance.end(folder.provenance(), word(ending));
      return ending;
    } catch (RuntimeException | Error e) {
      Provenance.end(folder.provenance(), Provenance.FAILED);
      throw e;
    }
  }

  private void sayIfNothingWasLeft(long updatesBefore, Learner.Ending ending) {
    long updates = new CheckpointStore(folder.path(), 1).latest().orElseThrow().update();
    if (ending != Learner.Ending.INTERRUPTED && updates == updatesBefore) {
      listener.say(
          "nothing was left to train: after "
              + updates
              + (ending == Learner.Ending.OUT_OF_PATIENCE
                  ? " updates validation had stopped getting better; raise"
                      + " learner.validation-patience to go on"
                  : " updates the run has reached its limit; raise it to go on" + limits()));
    }
  }

  /** What the learner has of the settings that end a training. */
  private String limits() {
    List<Setting<?>> own = experiment.learner().orElseThrow().settings().spec().settings();
    return own.stream()
        .map(Setting::name)
        .filter(LIMITS::contains)
        .map(name -> "learner." + name)
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" or "), names -> names.isEmpty() ? "" : ", as with " + names));
  }

  private static String word(Learner.Ending ending) {
    return switch (ending) {
      case FINISHED, OUT_OF_PATIENCE -> Provenance.FINISHED;
      case INTERRUPTED -> Provenance.INTERRUPTED;
    };
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
    Set<String> digests = new HashSet<>();
    List<DataType> read =
        teachers.hasTask()
            ? List.of(teachers.trainingDataType(), DataType.VALID)
            : List.<DataType>of();
    for (DataType part : read) {
      for (WeightedTeacher task : teachers.open(part)) {
        String id = task.teacher().id();
        task.teacher()
            .fingerprint()
            .ifPresent(
                digest -> {
                  data.put(id + " " + part.split().word(), digest);
                  if (!digests.add(id + " " + digest) && part.equals(DataType.VALID)) {
                    listener.say(
                        "warning: "
                            + id
                            + " validates on the data that it trains on, so that validation says"
                            + " nothing about other data; give it another file, as with"
                            + " task.valid-path");
                  }
                });
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
