package dev.rookery.runtime.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringEndedException;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.testkit.TestingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextScoresTest {

  @TempDir Path folder;

  private static ScoringFunction make(String name, Map<String, ?> values) {
    ScoringFunctionFactory factory =
        TextScores.factories().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    Settings settings = TestingSettings.of(factory.settings(), values);
    return factory.create(
        new ScoringContext() {
          @Override
          public Settings settings() {
            return settings;
          }

          @Override
          public ScoringFunction open(ComponentRef reference) {
            throw new UnsupportedOperationException();
          }

          @Override
          public long seed() {
            return 0;
          }
        });
  }

  @Test
  void lengthIsOneAtTheWantedNumberOfWords() throws Exception {
    ScoringFunction length = make("length", Map.of("words", 4));

    assertThat(length.score("one two three four").value()).isEqualTo(1);
    assertThat(length.score("one two").value()).isEqualTo(0.5);
    assertThat(length.score("1 2 3 4 5 6 7 8").value()).isEqualTo(0.5);
    assertThat(length.score(" ").value()).isEqualTo(0);
  }

  @Test
  void keywordsAreWholeWordsInAnyCase() throws Exception {
    ScoringFunction keywords = make("keywords", Map.of("keywords", List.of("Blue", "bird")));

    assertThat(keywords.score("a BLUE, birdy thing").value()).isEqualTo(0.5);
    assertThat(keywords.score("blue bird").value()).isEqualTo(1);
    assertThatThrownBy(() -> make("keywords", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("keywords");
  }

  /** A program in the shell that knows a few sequences, hangs at one and dies at another. */
  private Path program() throws Exception {
    return Files.writeString(
        folder.resolve("score.sh"),
        """
        while read -r line; do
          case "$line" in
            *good*) echo '{"score": 0.75, "size": 3}' ;;
            *bad*) echo '{"error": "it is bad"}' ;;
            *odd*) echo 'what?' ;;
            *hang*) sleep 30 ;;
            *nan*) echo '{"score": NaN}' ;;
            *die*) exit 3 ;;
          esac
        done
        """);
  }

  @Test
  void anotherProgramIsAskedAndStartedAgain() throws Exception {
    ScoringFunction process =
        make(
            "process",
            Map.of(
                "command",
                List.of("sh", program().toString()),
                "parts",
                List.of("size"),
                "time-limit",
                Duration.ofMillis(1500)));
    try (GuardedScoring scoring = new GuardedScoring(process, Duration.ofSeconds(60), 2)) {
      List<Score> scores =
          scoring.scoreAll(List.of("good", "bad", "odd", "hang", "good 2", "die", "good 3", "nan"));

      assertThat(scores)
          .extracting(Score::value)
          .containsExactly(0.75, 0.0, 0.0, 0.0, 0.75, 0.0, 0.75, 0.0);
      assertThat(scores.get(0).parts()).containsExactly(3.0);
      assertThat(scores.get(1).problem()).contains("it is bad");
      assertThat(scores.get(2).problem()).contains("the answer is no JSON: what?");
      assertThat(scores.get(3).problem()).contains("no answer within 1500 ms");
      assertThat(scores.get(5).problem()).contains("sh ended with code 3");
      assertThat(scores.get(7).problem()).contains("the score is NaN");
    }
  }

  /** One that dies of every sequence, rather than of one, has nothing to learn from. */
  @Test
  void aProgramThatDiesTimeAndAgainEndsTheScoring() throws Exception {
    ScoringFunction process =
        make("process", Map.of("command", List.of("sh", program().toString())));
    List<String> deadly = IntStream.range(0, 10).mapToObj(i -> "die " + i).toList();
    try (GuardedScoring scoring = new GuardedScoring(process, Duration.ofSeconds(60), 2)) {
      assertThat(scoring.scoreAll(deadly.subList(0, 9)))
          .allMatch(score -> score.problem().isPresent());
      assertThat(scoring.score("good").value()).isEqualTo(0.75); // deaths are counted anew
      assertThat(scoring.scoreAll(List.of("die 20"))).hasSize(1);

      assertThatThrownBy(() -> scoring.scoreAll(deadlyAgain()))
          .isInstanceOf(ScoringEndedException.class)
          .hasMessageContaining("sh ended with code 3 at each of the last 10 sequences");
    }
  }

  private static List<String> deadlyAgain() {
    return IntStream.range(30, 60).mapToObj(i -> "die " + i).toList();
  }

  @Test
  void saysThatAProgramIsNotThereBeforeAnythingIsScored() {
    Map<String, ?> command = Map.of("command", List.of(folder.resolve("nothing").toString()));

    assertThatThrownBy(() -> make("process", command))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't be started");
  }
}
