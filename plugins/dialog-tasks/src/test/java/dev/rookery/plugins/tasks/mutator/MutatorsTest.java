package dev.rookery.plugins.tasks.mutator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.plugins.tasks.TestingTeacherContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MutatorsTest {

  private static Mutator mutator(String name, Map<String, ?> settings) {
    MutatorFactory factory =
        Mutators.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return factory.create(TestingTeacherContext.read(factory.settings(), settings));
  }

  private static Episode episode(DataType dataType, String... textsAndLabels) {
    List<Message> turns = new ArrayList<>();
    for (int i = 0; i < textsAndLabels.length; i += 2) {
      turns.add(
          dataType.present(
              Message.ofText(textsAndLabels[i])
                  .with(Message.LABELS, List.of(textsAndLabels[i + 1]))));
    }
    return MessageText.episode(turns);
  }

  private static List<Episode> mutated(
      String name, Map<String, ?> settings, Episode episode, long seed) {
    return mutator(name, settings).mutate(episode, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"context-shuffle", "word-shuffle", "episode-shuffle"})
  void shufflesFollowTheirRandomSource(String name) {
    String words = "a b c d e f g h\ni j k l m n\nq r s\nt u v\nw x";
    Episode episode =
        episode(DataType.TRAIN, words, "1", "two", "2", "three", "3", "four", "4", "five", "5");
    List<List<Episode>> results =
        IntStream.range(0, 20).mapToObj(seed -> mutated(name, Map.of(), episode, seed)).toList();
    assertThat(results.stream().distinct().count()).isGreaterThan(5);
    assertThat(mutated(name, Map.of(), episode, 3)).isEqualTo(results.get(3));
  }

  @Test
  void flattenWorksOnEvaluationLabelsToo() {
    Episode episode = episode(DataType.VALID, "a", "b", "c", "d");
    assertThat(mutated("flatten", Map.of(), episode, 1))
        .extracting(each -> each.turns().get(0).text().orElseThrow())
        .containsExactly("a", "a\nb\nc");
  }

  @Test
  void turnsWithoutTextOrLabelsPassThrough() {
    Episode bare = MessageText.episode(List.of(Message.empty().with("reward", 1)));
    for (MutatorFactory factory : Mutators.all()) {
      Map<String, String> settings =
          factory.settings().find("noise-level").isPresent()
              ? Map.of("noise-level", "1")
              : Map.of();
      List<Episode> result = mutated(factory.name(), settings, bare, 1);
      assertThat(result).as(factory.name()).hasSize(1);
      assertThat(result.get(0).turns().get(0).reward()).contains(1.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flip-classification-label, true, true",
    "flip-classification-label-train-only, true, false",
    "flip-classification-label-valid-only, false, true"
  })
  void labelsAreFlippedWhereTheyShouldBe(String name, boolean inTraining, boolean inValidation) {
    Map<String, String> always = Map.of("noise-level", "1");
    Episode train = episode(DataType.TRAIN, "text", "__ok__");
    Episode valid = episode(DataType.VALID, "text", "__notok__");
    assertThat(mutated(name, always, train, 1).get(0).turns().get(0).labels())
        .containsExactly(inTraining ? "__notok__" : "__ok__");
    assertThat(mutated(name, always, valid, 1).get(0).turns().get(0).evalLabels())
        .containsExactly(inValidation ? "__ok__" : "__notok__");
  }

  @Test
  void theNoiseLevelIsTheShareOfFlippedLabels() {
    Mutator mutator = mutator("flip-classification-label", Map.of("noise-level", "0.25"));
    long flipped =
        IntStream.range(0, 2000)
            .filter(
                i ->
                    !mutator
                        .mutate(
                            episode(DataType.TRAIN, "text " + i, "__ok__"), new SplittableRandom(i))
                        .get(0)
                        .turns()
                        .get(0)
                        .labels()
                        .equals(List.of("__ok__")))
            .count();
    assertThat(flipped).isBetween(400L, 600L);
  }

  // The MD5 digest of "a" starts 0c c1: 12 / 256 = 0.047, and 193 picks the first label.
  @ParameterizedTest
  @CsvSource({"0.04, no", "0.05, yes"})
  void theTextDecidesAsInParlai(String level, String expected) {
    Map<String, ?> settings =
        Map.of("noise-level", level, "classification-label-to-mutate", "yes,no");
    assertThat(
            mutated("random-classification-label", settings, episode(DataType.TRAIN, "a", "no"), 1)
                .get(0)
                .turns()
                .get(0)
                .labels())
        .containsExactly(expected);
  }

  @Test
  void wrongUseIsSaid() {
    Episode other = episode(DataType.TRAIN, "text", "maybe");
    assertThatThrownBy(
            () -> mutated("flip-classification-label", Map.of("noise-level", "1"), other, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("maybe");
    assertThatThrownBy(() -> mutator("flip-classification-label", Map.of("noise-level", "2")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> mutator("flip-classification-label", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("noise-level is missing");
  }
}
