package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrainingEpisodesTest {

  @Test
  void anEpochHasEveryEpisodeOnceInAnOrderOfItsOwn() {
    TrainingEpisodes episodes = one("train", 50, 3);
    List<String> first = texts(episodes.epoch(0));
    List<String> second = texts(episodes.epoch(1));
    assertThat(first).hasSize(50).doesNotHaveDuplicates();
    assertThat(second).hasSameElementsAs(first).isNotEqualTo(first);
    assertThat(texts(one("train", 50, 3).epoch(1))).isEqualTo(second);
    assertThat(texts(one("train", 50, 4).epoch(1))).isNotEqualTo(second);
  }

  @Test
  void orderedDataKeepsItsOrder() {
    assertThat(texts(one("train:ordered", 3, 1).epoch(5))).containsExactly("a0", "a1", "a2");
  }

  @Test
  void severalTasksAreDrawnByWeightForAsManyEpisodesAsTheyHaveTogether() {
    List<Teacher> teachers =
        List.of(new Numbered("a", "train", 30), new Numbered("b", "train", 270));
    TrainingEpisodes episodes = new TrainingEpisodes(teachers, List.of(3.0, 1.0), 1);
    List<String> epoch = texts(episodes.epoch(0));
    long ofA = epoch.stream().filter(text -> text.startsWith("a")).count();
    assertThat(epoch).hasSize(300);
    // 225 are expected; four standard deviations of a binomial are 30
    assertThat(ofA).isBetween(195L, 255L);
    assertThat(texts(episodes.epoch(0))).isEqualTo(epoch);
  }

  @Test
  void aTaskOfWeightZeroIsNeverDrawn() {
    List<Teacher> teachers = List.of(new Numbered("a", "train", 5), new Numbered("b", "train", 5));
    TrainingEpisodes episodes = new TrainingEpisodes(teachers, List.of(0.0, 1.0), 1);
    assertThat(texts(episodes.epoch(0))).hasSize(5).allMatch(text -> text.startsWith("b"));
    assertThat(episodes.numExamples()).hasValue(5);
  }

  @Test
  void aDrawnTaskWithoutEpisodesIsAnError() {
    List<Teacher> teachers = List.of(new Numbered("a", "train", 5), new Numbered("b", "train", 0));
    TrainingEpisodes episodes = new TrainingEpisodes(teachers, List.of(1.0, 1.0), 1);
    assertThatThrownBy(() -> texts(episodes.epoch(0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("task b has no episode");
  }

  @Test
  void onlyExamplesWithALabelCount() {
    Mutator dropLabels =
        (episode, random) ->
            episode.turns().get(0).text().orElseThrow().equals("a0")
                ? List.of(new Episode(List.of(Message.ofText("a0"))))
                : List.of(episode);
    Teacher half = MutatedTeacher.of(new Numbered("a", "train", 2), List.of(dropLabels), 0);
    assertThat(new TrainingEpisodes(List.of(half), List.of(1.0), 1).numExamples()).hasValue(1);
  }

  @Test
  void mutatorsMayDropAndMultiplyEpisodes() {
    Mutator dropEvenDoubleOdd =
        (episode, random) ->
            Character.getNumericValue(episode.turns().get(0).text().orElseThrow().charAt(1)) % 2
                    == 0
                ? List.of()
                : List.of(episode, episode);
    Teacher mutated =
        MutatedTeacher.of(new Numbered("a", "train:ordered", 4), List.of(dropEvenDoubleOdd), 0);
    assertThat(mutated.numEpisodes()).hasValue(4);
    assertThat(texts(mutated.open())).containsExactly("a1", "a1", "a3", "a3");
  }

  private static TrainingEpisodes one(String dataType, int size, long seed) {
    return new TrainingEpisodes(List.of(new Numbered("a", dataType, size)), List.of(1.0), seed);
  }

  private static List<String> texts(EpisodeCursor cursor) {
    List<String> texts = new ArrayList<>();
    try (cursor) {
      for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        texts.add(next.orElseThrow().turns().get(0).text().orElseThrow());
      }
    }
    return texts;
  }

  private record Numbered(String id, String type, int size) implements IndexedTeacher {

    @Override
    public DataType dataType() {
      return DataType.parse(type);
    }

    @Override
    public Episode episode(int index) {
      return new Episode(
          List.of(
              Message.ofText(id + index)
                  .with(Message.LABELS, List.of("label"))
                  .with(Message.EPISODE_DONE, true)));
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(size);
    }
  }
}
