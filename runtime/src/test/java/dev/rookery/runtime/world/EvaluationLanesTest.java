package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.Teacher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationLanesTest {

  @Test
  void aLaneThatAsksAnEmptyTaskPausesForAStep() {
    assertThat(steps(2, new Sized("a", 2, 1, 1, 1), new Sized("b", 3)))
        .containsExactly("a0.0 a1.0", "a0.1 b0.0", "- b0.1", "a2.0 b0.2", "a3.0 -");
  }

  @Test
  void aLaneLeavesOutATaskOfWhichItHasHeardOneOfTheLastEpisodes() {
    assertThat(steps(2, new Sized("a", 1, 1), new Sized("b", 2, 1, 1)))
        .containsExactly("a0.0 a1.0", "b0.0 b1.0", "b0.1 b2.0");
  }

  @Test
  void stepsInWhichEveryLaneWouldPauseAreLeftOut() {
    assertThat(steps(3, new Sized("a", 1), new Sized("b", 1), new Sized("c", 1, 1)))
        .containsExactly("a0.0 - -", "b0.0 - -", "c0.0 c1.0 -");
  }

  @Test
  void everyEpisodeIsDealtHoweverManyAMutatorMakes() {
    Mutator triple = (episode, random) -> List.of(episode, episode, episode);
    Teacher mutated = MutatedTeacher.of(new Sized("a", 1, 2), List.of(triple), 0);
    assertThat(steps(4, mutated, new Sized("b", 1)).stream().flatMap(EvaluationLanesTest::words))
        .filteredOn(word -> !word.equals("-"))
        .containsExactlyInAnyOrder(
            "a0.0", "a0.0", "a0.0", "a1.0", "a1.1", "a1.0", "a1.1", "a1.0", "a1.1", "b0.0");
  }

  @Test
  void streamsOfUnknownLengthAreReadToTheirEnd() {
    Teacher stream =
        new Teacher() {
          private final Teacher counted = new Sized("s", 1, 1, 2);

          @Override
          public String id() {
            return counted.id();
          }

          @Override
          public DataType dataType() {
            return counted.dataType();
          }

          @Override
          public OptionalLong numEpisodes() {
            return OptionalLong.empty();
          }

          @Override
          public OptionalLong numExamples() {
            return OptionalLong.empty();
          }

          @Override
          public EpisodeCursor open() {
            return counted.open();
          }
        };
    assertThat(steps(1, stream, new Sized("b", 1)))
        .containsExactly("s0.0", "b0.0", "s1.0", "s2.0", "s2.1");
  }

  private static Stream<String> words(String step) {
    return Arrays.stream(step.split(" ", -1));
  }

  private static List<String> steps(int count, Teacher... teachers) {
    try (EvaluationLanes lanes = new EvaluationLanes(List.of(teachers), count)) {
      return Stream.generate(lanes::next)
          .takeWhile(turns -> turns.stream().anyMatch(Optional::isPresent))
          .limit(100)
          .map(EvaluationLanesTest::shown)
          .toList();
    }
  }

  private static String shown(List<Optional<EvaluationLanes.Turn>> turns) {
    return String.join(
        " ",
        turns.stream()
            .map(turn -> turn.flatMap(each -> each.message().text()).orElse("-"))
            .toList());
  }

  /** Episodes of given lengths. */
  private record Sized(String id, int... lengths) implements IndexedTeacher {

    @Override
    public DataType dataType() {
      return DataType.parse("valid");
    }

    @Override
    public int size() {
      return lengths.length;
    }

    @Override
    public Episode episode(int index) {
      return new Episode(
          IntStream.range(0, lengths[index])
              .mapToObj(turn -> Message.ofText(id + index + "." + turn))
              .toList());
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(IntStream.of(lengths).sum());
    }
  }
}
