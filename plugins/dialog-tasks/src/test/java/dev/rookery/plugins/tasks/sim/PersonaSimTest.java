package dev.rookery.plugins.tasks.sim;

import static dev.rookery.plugins.tasks.TestingTeacherContext.OFFLINE;
import static dev.rookery.plugins.tasks.TestingTeacherContext.episodes;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.DataType.Split;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.SettingsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonaSimTest {

  private static IndexedTeacher sim(String dataType, long seed, Map<String, ?> settings) {
    return (IndexedTeacher)
        teacher("persona-sim", dataType, settings, Path.of("none"), seed, OFFLINE);
  }

  /** The facts of an episode, read back from its words, as attribute=value in sorted order. */
  private static Set<String> facts(Episode episode) {
    Set<String> facts = new TreeSet<>();
    for (String line : episode.turns().get(0).text().orElseThrow().split("\n", -1)) {
      if (line.startsWith("your persona: ")) {
        List<String> words = Arrays.asList(line.split(" "));
        for (Attribute attribute : Attributes.ALL) {
          attribute.values().stream()
              .filter(words::contains)
              .forEach(value -> facts.add(attribute.name() + "=" + value));
        }
      }
    }
    return facts;
  }

  private static int toldFacts(Episode episode) {
    return (int)
        episode
            .turns()
            .get(0)
            .text()
            .orElseThrow()
            .lines()
            .filter(line -> line.startsWith("your persona: "))
            .count();
  }

  @Test
  void noPersonaIsInTwoSplitsWhateverTheSeed() {
    Map<Split, Set<Set<String>>> seen = new HashMap<>();
    for (long seed = 1; seed <= 3; seed++) {
      for (String split : List.of("train", "valid", "test")) {
        IndexedTeacher teacher = sim(split, seed, Map.of("episodes", "3000"));
        for (Episode episode : episodes(teacher)) {
          Set<String> facts = facts(episode);
          assertThat(facts).as("every line is one fact").hasSize(toldFacts(episode));
          seen.computeIfAbsent(teacher.dataType().split(), each -> new HashSet<>()).add(facts);
        }
      }
    }
    assertThat(seen.get(Split.TRAIN)).hasSizeGreaterThan(4000);
    assertThat(seen.get(Split.VALID))
        .hasSizeGreaterThan(400)
        .doesNotContainAnyElementsOf(seen.get(Split.TRAIN))
        .doesNotContainAnyElementsOf(seen.get(Split.TEST));
    assertThat(seen.get(Split.TEST)).doesNotContainAnyElementsOf(seen.get(Split.TRAIN));
  }

  @Test
  void theSplitFollowsFromTheFactsAlone() {
    Attribute pet = Attributes.ALL.get(0);
    Attribute job = Attributes.ALL.get(1);
    Map<Split, Integer> counts = new HashMap<>();
    for (String animal : pet.values()) {
      for (String work : job.values()) {
        Persona.Fact first = new Persona.Fact(pet, animal);
        Persona.Fact second = new Persona.Fact(job, work);
        Split split = new Persona(List.of(first, second)).split();
        assertThat(new Persona(List.of(second, first)).split()).isEqualTo(split);
        counts.merge(split, 1, Integer::sum);
      }
    }
    assertThat(counts.get(Split.TRAIN)).isBetween(100, 130);
    assertThat(counts.get(Split.VALID)).isBetween(5, 25);
    assertThat(counts.get(Split.TEST)).isBetween(5, 25);
  }

  @Test
  void answersFollowFromThePersona() {
    for (Episode episode : episodes(sim("valid", 1, Map.of("valid-episodes", "1000")))) {
      Set<String> facts = facts(episode);
      for (Message turn : episode.turns()) {
        List<String> answer = Arrays.asList(turn.evalLabels().get(0).split(" "));
        String asked = lastLine(turn);
        Attributes.ALL.stream()
            .filter(attribute -> attribute.questions().stream().anyMatch(asked::endsWith))
            .forEach(
                attribute ->
                    assertThat(facts)
                        .anyMatch(
                            fact ->
                                fact.startsWith(attribute.name() + "=")
                                    && answer.contains(fact.substring(fact.indexOf('=') + 1))));
      }
    }
  }

  @Test
  void questionsBelongToOneAttribute() {
    List<String> questions =
        Attributes.ALL.stream().flatMap(attribute -> attribute.questions().stream()).toList();
    assertThat(questions).doesNotHaveDuplicates();
    for (String question : questions) {
      assertThat(questions.stream().filter(question::endsWith)).hasSize(1);
    }
    List<String> values =
        Attributes.ALL.stream().flatMap(attribute -> attribute.values().stream()).toList();
    assertThat(values).doesNotHaveDuplicates();
    assertThat(Attributes.ALL)
        .allSatisfy(attribute -> assertThat(attribute.values()).hasSize(Attributes.VALUES));
  }

  /** The best that a model can do that hears the question but not the persona. */
  @Test
  void whoIgnoresThePersonaIsRightOneTimeInFiveAtMost() {
    Map<String, Map<String, Integer>> answers = new HashMap<>();
    int examples = 0;
    for (Episode episode : episodes(sim("valid", 1, Map.of("valid-episodes", "8000")))) {
      for (Message turn : episode.turns()) {
        answers
            .computeIfAbsent(question(turn), question -> new HashMap<>())
            .merge(turn.evalLabels().get(0), 1, Integer::sum);
        examples++;
      }
    }
    int right =
        answers.values().stream().mapToInt(counts -> Collections.max(counts.values())).sum();
    assertThat((double) right / examples).isBetween(0.1, 0.2);
  }

  private static String lastLine(Message turn) {
    String text = turn.text().orElseThrow();
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  // Without the remark before it, which says nothing about the answer.
  private static String question(Message turn) {
    String line = lastLine(turn);
    return Attributes.ALL.stream()
        .flatMap(attribute -> attribute.questions().stream())
        .filter(line::endsWith)
        .findFirst()
        .orElse(line);
  }

  @Test
  void wordsAreFewAndTextsShort() {
    Set<String> words = new HashSet<>();
    int longest = 0;
    for (Episode episode : episodes(sim("train", 1, Map.of("episodes", "4000")))) {
      int length = 0;
      for (Message turn : episode.turns()) {
        String said = turn.text().orElseThrow() + " " + turn.labels().get(0);
        assertThat(said).isEqualTo(said.toLowerCase(Locale.ROOT));
        List<String> tokens = Arrays.asList(said.replace("persona:", "persona :").split("\\s"));
        assertThat(tokens).allMatch(token -> token.matches("\\w+|[.,?!:]"));
        words.addAll(tokens);
        length += tokens.size();
      }
      longest = Math.max(longest, length);
    }
    assertThat(words).hasSizeBetween(150, 400);
    assertThat(longest).isLessThan(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "valid", "test", "train:evalmode", "train:stream"})
  void aSeedGivesTheSameEpisodesInAnyOrder(String dataType) {
    IndexedTeacher one = sim(dataType, 5, Map.of());
    IndexedTeacher same = sim(dataType, 5, Map.of());
    IndexedTeacher other = sim(dataType, 6, Map.of());
    Episode late = one.episode(400);
    assertThat(one.episode(3)).isEqualTo(same.episode(3));
    assertThat(same.episode(400)).isEqualTo(late);
    assertThat(episodes(other).subList(0, 50)).doesNotContain(one.episode(0), one.episode(1));
    assertThat(one.episode(0).turns().get(0).has(Message.LABELS))
        .isEqualTo(DataType.parse(dataType).trains());
    assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
  }

  @Test
  void epochsAreAsLongAsAsked() {
    IndexedTeacher teacher = sim("train", 1, Map.of("episodes", "3000000"));
    assertThat(teacher.size()).isEqualTo(3_000_000);
    assertThat(teacher.episode(2_999_999).size()).isPositive();
    IndexedTeacher small = sim("test", 1, Map.of("test-episodes", "7"));
    assertThat(episodes(small)).hasSize(7);
    assertThat(small.numExamples())
        .hasValue(episodes(small).stream().mapToInt(Episode::size).sum());
  }

  @Test
  void unknownQuestionsHaveOneAnswer() {
    IndexedTeacher teacher = sim("train", 1, Map.of("unknown", "1", "episodes", "200"));
    for (Episode episode : episodes(teacher)) {
      assertThat(
              episode.turns().stream()
                  .filter(turn -> turn.labels().equals(List.of(PersonaSimulator.UNKNOWN_ANSWER))))
          .hasSize(1);
    }
  }

  @Test
  void settingsThatLeaveNoPersonasAreRefused() {
    Map<String, String> oneFact = Map.of("min-facts", "1", "max-facts", "1");
    assertThat(sim("train", 1, oneFact).episode(0).size()).isPositive();
    assertThatThrownBy(() -> sim("valid", 1, oneFact))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("too few personas");
    assertThatThrownBy(() -> sim("train", 1, Map.of("min-facts", "4", "max-facts", "3")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("min-facts = 4");
  }

  @Test
  void shufflingIsFair() {
    int[] first = new int[3];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      first[Draw.shuffled(List.of(0, 1, 2), random).get(0)]++;
    }
    assertThat(IntStream.of(first)).allMatch(count -> count > 900 && count < 1100);
  }
}
