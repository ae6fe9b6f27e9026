package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every mutator must hold to. Extend it in a test of the mutator's factory. */
public abstract class MutatorContract {

  protected abstract MutatorFactory factory();

  /** The mutator's settings by name. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  /** Episodes to change. */
  protected List<Episode> episodes() {
    return List.of(
        TestingTeacher.episode("hi", "hello", "how are you ?", "fine , thanks", "bye", "so long"),
        TestingTeacher.episode("what is your name ?", "kim"),
        TestingTeacher.episode("a b c d e", "f g", "h i j k", "l m n"));
  }

  private Mutator mutator() {
    return factory().create(TestingSettings.of(factory().settings(), settings()));
  }

  private List<List<Episode>> mutateAll(Mutator mutator) {
    return IntStream.range(0, episodes().size()).mapToObj(i -> mutate(mutator, i)).toList();
  }

  private List<Episode> mutate(Mutator mutator, int index) {
    return mutator.mutate(episodes().get(index), new SplittableRandom(index));
  }

  @Test
  void theSameRandomNumbersGiveTheSameEpisodes() {
    Mutator mutator = mutator();

    assertThat(mutateAll(mutator)).isEqualTo(mutateAll(mutator));
    assertThat(mutateAll(mutator())).as("another mutator").isEqualTo(mutateAll(mutator));
  }

  @Test
  void theOrderOfEpisodesDoesNotMatter() {
    Mutator mutator = mutator();
    List<List<Episode>> backwards = new ArrayList<>();
    for (int i = episodes().size() - 1; i >= 0; i--) {
      backwards.add(mutate(mutator, i));
    }
    Collections.reverse(backwards);

    assertThat(mutateAll(mutator())).isEqualTo(backwards);
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    Mutator mutator = mutator();
    List<List<Episode>> expected = mutateAll(mutator);

    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> mutate(mutator, i % expected.size()))
                .toList())
        .isEqualTo(
            IntStream.range(0, 200).mapToObj(i -> expected.get(i % expected.size())).toList());
  }

  @Test
  void onlyTheLastTurnEndsTheEpisode() {
    for (List<Episode> mutated : mutateAll(mutator())) {
      for (Episode episode : mutated) {
        for (int turn = 0; turn < episode.size(); turn++) {
          assertThat(episode.turns().get(turn).episodeDone())
              .as("turn " + turn + " of " + episode)
              .isEqualTo(turn == episode.size() - 1);
        }
      }
    }
  }
}
