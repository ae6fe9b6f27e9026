package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every task must hold to. Extend it in a test of the task's factory. */
public abstract class TeacherContract {

  protected abstract TeacherFactory factory();

  /** Settings, task name and data folder; data type and seed are set by the tests. */
  protected abstract TestingTeacherContext context();

  /** The data types that the task has, in ParlAI's form. */
  protected List<String> dataTypes() {
    return List.of(
        "train",
        "train:ordered",
        "train:stream",
        "train:evalmode",
        "valid",
        "valid:stream",
        "test",
        "test:stream");
  }

  /** Whether training and validation data differ, as they should where both exist. */
  protected boolean splitsDiffer() {
    return true;
  }

  /** Whether the task reads files; then each of its teachers must have a fingerprint of them. */
  protected boolean readsFiles() {
    return true;
  }

  /** Most episodes that are looked at; tests of whole epochs are left out where there are more. */
  protected int limit() {
    return 2000;
  }

  private Teacher teacher(String dataType) {
    return factory().create(context().withDataType(DataType.parse(dataType)));
  }

  private List<Episode> read(Teacher teacher) {
    List<Episode> episodes = new ArrayList<>();
    try (EpisodeCursor cursor = teacher.open()) {
      while (episodes.size() < limit()) {
        Optional<Episode> next = cursor.next();
        if (next.isEmpty()) {
          break;
        }
        episodes.add(next.get());
      }
    }
    return episodes;
  }

  private List<Episode> read(String dataType) {
    try (Teacher teacher = teacher(dataType)) {
      return read(teacher);
    }
  }

  private Stream<DynamicTest> each(Consumer<Teacher> test) {
    return dataTypes().stream()
        .map(
            dataType ->
                dynamicTest(
                    dataType,
                    () -> {
                      try (Teacher teacher = teacher(dataType)) {
                        test.accept(teacher);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> hasANameAndTheDataTypeThatWasAskedFor() {
    return dataTypes().stream()
        .map(
            dataType ->
                dynamicTest(
                    dataType,
                    () -> {
                      try (Teacher teacher = teacher(dataType)) {
                        assertThat(teacher.id()).isNotBlank();
                        assertThat(teacher.dataType()).isEqualTo(DataType.parse(dataType));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> tellsTheSameAtEveryPass() {
    return each(
        teacher -> {
          List<Episode> first = read(teacher);
          assertThat(first).isNotEmpty();
          assertThat(read(teacher)).isEqualTo(first);
          assertThat(read(teacher.dataType().toString())).as("another teacher").isEqualTo(first);
        });
  }

  @TestFactory
  Stream<DynamicTest> passesDoNotDisturbEachOther() {
    return each(
        teacher -> {
          try (EpisodeCursor one = teacher.open();
              EpisodeCursor other = teacher.open()) {
            for (int i = 0; i < 3; i++) {
              assertThat(one.next()).isEqualTo(other.next());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> onlyTheLastTurnEndsTheEpisode() {
    return each(
        teacher -> {
          for (Episode episode : read(teacher)) {
            for (int turn = 0; turn < episode.size(); turn++) {
              assertThat(episode.turns().get(turn).episodeDone())
                  .as("turn " + turn + " of " + episode)
                  .isEqualTo(turn == episode.size() - 1);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> labelsStandWhereTheDataTypeHasThem() {
    return each(
        teacher -> {
          String forbidden = teacher.dataType().trains() ? Message.EVAL_LABELS : Message.LABELS;
          assertThat(read(teacher).stream().flatMap(episode -> episode.turns().stream()))
              .noneMatch(message -> message.has(forbidden));
        });
  }

  @TestFactory
  Stream<DynamicTest> countsAreRight() {
    return each(
        teacher -> {
          List<Episode> episodes = read(teacher);
          assumeTrue(episodes.size() < limit(), "too many episodes to count");
          teacher.numEpisodes().ifPresent(n -> assertThat(n).isEqualTo(episodes.size()));
          long examples = episodes.stream().mapToLong(Episode::size).sum();
          teacher.numExamples().ifPresent(n -> assertThat(n).isEqualTo(examples));
        });
  }

  @TestFactory
  Stream<DynamicTest> staysAtItsEnd() {
    return each(
        teacher -> {
          try (EpisodeCursor cursor = teacher.open()) {
            int episodes = 0;
            while (episodes < limit() && cursor.next().isPresent()) {
              episodes++;
            }
            assumeTrue(episodes < limit(), "too many episodes to reach the end");
            assertThat(cursor.next()).isEmpty();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> anyEpisodeIsThereAtAnyTime() {
    return each(
        teacher -> {
          if (teacher instanceof IndexedTeacher indexed) {
            List<Episode> episodes = read(teacher);
            assertThat(teacher.numEpisodes()).hasValue(indexed.size());
            for (int i = episodes.size() - 1; i >= 0; i--) {
              assertThat(indexed.episode(i)).isEqualTo(episodes.get(i));
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theFingerprintStays() {
    return each(
        teacher -> {
          try (Teacher other = teacher(teacher.dataType().toString())) {
            assertThat(other.fingerprint()).isEqualTo(teacher.fingerprint());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> filesHaveAFingerprint() {
    assumeTrue(readsFiles(), "no files");
    return each(teacher -> assertThat(teacher.fingerprint()).isPresent());
  }

  @TestFactory
  Stream<DynamicTest> streamingTellsWhatLiesInMemory() {
    return Stream.of("train", "valid", "test")
        .filter(split -> dataTypes().contains(split) && dataTypes().contains(split + ":stream"))
        .map(
            split ->
                dynamicTest(
                    split,
                    () -> assertThat(read(split + ":stream")).isEqualTo(read(ordered(split)))));
  }

  private String ordered(String split) {
    return dataTypes().contains(split + ":ordered") ? split + ":ordered" : split;
  }

  @Test
  void evaluationOfTrainingDataDiffersInLabelsOnly() {
    assumeTrue(dataTypes().containsAll(List.of("train:evalmode", "train:ordered")));
    DataType evaluation = DataType.parse("train:evalmode");
    List<Episode> presented =
        read("train:ordered").stream()
            .map(e -> new Episode(e.turns().stream().map(evaluation::present).toList()))
            .toList();

    assertThat(read("train:evalmode")).isEqualTo(presented);
  }

  @Test
  void validationDataAreNotTheTrainingData() {
    assumeTrue(splitsDiffer() && dataTypes().containsAll(List.of("train:evalmode", "valid")));

    assertThat(read("valid")).isNotEqualTo(read("train:evalmode"));
  }
}
