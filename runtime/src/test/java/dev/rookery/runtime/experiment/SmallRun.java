package dev.rookery.runtime.experiment;

import dev.rookery.api.Downloads;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A training small enough for tests: a tiny model on a few simulated stories. */
final class SmallRun {

  static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), SmallRun.class.getClassLoader()));

  static final Downloads NO_DOWNLOADS =
      (source, sha256, mostBytes, target) -> {
        throw new AssertionError("nothing is downloaded here: " + source);
      };

  /** Seven batches an epoch, the last one smaller than the others. */
  private static final List<String> SETTINGS =
      List.of(
          "task.name=babi-sim",
          "task.episodes=8",
          "task.valid-episodes=2",
          "agent.name=generator",
          "agent.model=example-tga",
          "agent.model-options.hidden-size=16",
          "learner.batch-size=6",
          "learner.pool=2",
          "learner.learning-rate=0.02",
          "learner.optimizer=adam",
          "learner.max-updates=24",
          "learner.validation-every-updates=5",
          "learner.validation-generates=false",
          "learner.log-every-updates=1",
          "run.threads=1");

  /** Figures that measure the machine, not the training. */
  private static final Set<String> TIMES = Set.of("seconds", "exps", "tps", "ctps", "ltps", "ups");

  final Path path;
  private final Experiment experiment;
  private final List<String> said = new ArrayList<>();
  private Runnable onValidation = () -> {};

  SmallRun(Path path, List<String> changes) {
    this(path, experiment(changes));
  }

  SmallRun(Path path, Experiment experiment) {
    this.path = path;
    this.experiment = experiment;
  }

  static Experiment experiment(List<String> changes) {
    List<String> all = new ArrayList<>(SETTINGS);
    all.addAll(changes);
    return new ExperimentReader(CATALOG)
        .read(
            ExperimentArguments.of(List.of(), all.toArray(String[]::new)),
            EnumSet.allOf(ExperimentReader.Need.class));
  }

  /** Trains to the end. */
  Learner.Ending train(RunFolder.IfExists ifExists) {
    return train(ifExists, update -> {});
  }

  /** Trains until the update, as Ctrl-C would end it there. */
  Learner.Ending trainUntil(long stop, RunFolder.IfExists ifExists) {
    return trainUntil(stop, ifExists, waits -> {});
  }

  /** The same; the consumer hears whether the training had something to save, and 0 stops first. */
  Learner.Ending trainUntil(long stop, RunFolder.IfExists ifExists, Consumer<Boolean> waits) {
    TrainingRun[] run = new TrainingRun[1];
    return train(
        ifExists,
        update -> {
          if (update >= stop) {
            waits.accept(run[0].stop());
          }
        },
        run,
        stop == 0);
  }

  /** Trains to the end; the consumer hears of every update. */
  Learner.Ending train(RunFolder.IfExists ifExists, LongConsumer onUpdate) {
    return train(ifExists, onUpdate, new TrainingRun[1], false);
  }

  private Learner.Ending train(
      RunFolder.IfExists ifExists, LongConsumer onUpdate, TrainingRun[] run, boolean stopFirst) {
    try (RunFolder folder = RunFolder.take(path, ifExists)) {
      run[0] =
          new TrainingRun(
              experiment,
              CATALOG,
              NO_DOWNLOADS,
              folder,
              new Listener(onUpdate, onValidation, said));
      if (stopFirst) {
        onUpdate.accept(0);
      }
      return run[0].run(List.of("train"));
    }
  }

  /** Trains until a validation begins, which fails. */
  void trainUntilValidationFails() {
    onValidation =
        () -> {
          throw new IllegalStateException("the validation data is broken");
        };
    train(RunFolder.IfExists.REFUSE);
  }

  /** What the training told its user. */
  List<String> said() {
    return said;
  }

  byte[] checkpointFile(String name) throws IOException {
    return Files.readAllBytes(path.resolve("last").toRealPath().resolve(name));
  }

  List<MetricsRecord> metrics() {
    return new MetricsFile(path.resolve(MetricsFile.NAME)).read();
  }

  /** The recorded figures, line by line, without those that measure the machine. */
  List<String> figures() {
    List<String> lines = new ArrayList<>();
    for (MetricsRecord record : metrics()) {
      TreeMap<String, Double> values = new TreeMap<>(record.values());
      values.keySet().removeAll(TIMES);
      lines.add(record.phase() + " " + record.update() + " " + values);
    }
    return lines;
  }

  private record Listener(LongConsumer onUpdate, Runnable onValidation, List<String> said)
      implements RunListener {
    @Override
    public void onTraining(TrainingProgress progress) {
      onUpdate.accept(progress.update());
    }

    @Override
    public void onEvaluation(long seen, OptionalLong of) {
      onValidation.run();
    }

    @Override
    public void say(String line) {
      said.add(line);
    }
  }
}
