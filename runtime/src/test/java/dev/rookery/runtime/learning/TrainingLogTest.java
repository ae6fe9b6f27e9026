package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.settings.Settings;
import dev.rookery.testkit.TestingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingLogTest {

  private static final long SECOND = 1_000_000_000;

  private final Recording recording = new Recording();
  private final TrainingState state = new TrainingState();
  private long now = 7 * SECOND;

  @Test
  void recordsTheFiguresUnderParlaisNames() {
    TrainingLog log = log(2);
    learn(log);
    learn(log);
    learn(log);
    log.record();

    Map<String, Double> first = recording.records.get(0);
    assertThat(first)
        .contains(
            entry("exs", 4.0),
            entry("total_exs", 4.0),
            entry("total_train_updates", 2.0),
            entry("total_epochs", 0.4),
            entry("exps", 2.0),
            entry("ups", 1.0),
            entry("ctps", 5.0),
            entry("ltps", 3.0),
            entry("tps", 8.0),
            entry("ctpb", 5.0),
            entry("ltpb", 3.0),
            entry("tpb", 8.0));
    assertThat(recording.records.get(1))
        .contains(entry("exs", 2.0), entry("total_exs", 6.0), entry("total_epochs", 0.6));
  }

  @Test
  void theTimeOfASaveDoesNotLowerTheRates() {
    TrainingLog log = log(10);
    learn(log);
    log.record();
    now += 100 * SECOND;
    log.restart();
    learn(log);
    log.record();
    assertThat(recording.records).extracting(values -> values.get("exps")).containsOnly(2.0);
  }

  /** A report of all figures takes time. */
  @Test
  void reportsTheFiguresOfProgressNoMoreOftenThanAnybodyCanRead() {
    TrainingLog log = log(1000);
    for (int i = 0; i < 100; i++) {
      learn(log, SECOND / 1000);
    }
    assertThat(recording.shown).extracting(TrainingProgress::update).hasSize(100).endsWith(100L);
    assertThat(reports()).isEqualTo(1);
    learn(log, SECOND);
    assertThat(reports()).isEqualTo(2);
  }

  private int reports() {
    Set<Map<String, Double>> different = Collections.newSetFromMap(new IdentityHashMap<>());
    recording.shown.forEach(progress -> different.add(progress.values()));
    return different.size();
  }

  private TrainingLog log(int every) {
    SupervisedSettings settings =
        SupervisedSettings.of(TestingSettings.of(SupervisedSettings.SPEC, Map.of()));
    return new TrainingLog(
        recording, state, new Milestones(settings, state, OptionalLong.of(10)), every, () -> now);
  }

  private void learn(TrainingLog log) {
    learn(log, SECOND);
  }

  private void learn(TrainingLog log, long nanos) {
    log.count(
        new TrainingBatches.Planned(
            Batch.of(PaddedTokens.of(List.of(new int[3], new int[2]), 0), List.of(0, 1), List.of())
                .withLabels(PaddedTokens.of(List.of(new int[1], new int[2]), 0), List.of("", "")),
            0,
            state.updates,
            false,
            2));
    now += nanos;
    state.updates++;
    state.examples += 2;
    state.epochShare = state.examples / 10.0;
    log.afterUpdate();
  }

  /** Keeps what it is told. */
  private static final class Recording implements LearnerContext {
    private final List<Map<String, Double>> records = new ArrayList<>();
    private final List<TrainingProgress> shown = new ArrayList<>();

    @Override
    public Tracker tracker() {
      return (phase, update, values) -> records.add(values);
    }

    @Override
    public void onProgress(TrainingProgress progress) {
      shown.add(progress);
    }

    @Override
    public Settings settings() {
      throw new AssertionError();
    }

    @Override
    public Settings evaluation() {
      throw new AssertionError();
    }

    @Override
    public Components components() {
      throw new AssertionError();
    }

    @Override
    public Agent agent() {
      throw new AssertionError();
    }

    @Override
    public List<WeightedTeacher> teachers(DataType dataType) {
      throw new AssertionError();
    }

    @Override
    public Path runFolder() {
      throw new AssertionError();
    }

    @Override
    public boolean resume() {
      throw new AssertionError();
    }

    @Override
    public long seed() {
      throw new AssertionError();
    }

    @Override
    public void onValidation(long seen, OptionalLong of) {
      throw new AssertionError();
    }

    @Override
    public void say(String line) {
      throw new AssertionError();
    }
  }
}
