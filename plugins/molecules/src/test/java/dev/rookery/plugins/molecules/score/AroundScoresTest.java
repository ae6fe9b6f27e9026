package dev.rookery.plugins.molecules.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.testkit.TestingScoringContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AroundScoresTest {

  private static final String TOLUENE = "Cc1ccccc1";

  private static Map<String, Object> heavyAtoms(String modifier, Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("score", "heavy-atoms");
    settings.put("modifier", modifier);
    return settings;
  }

  /** Toluene has 7 heavy atoms. */
  @ParameterizedTest
  @CsvSource({
    "gaussian, 7, 2, 1",
    "gaussian, 5, 2, 0.606531",
    "gaussian, 9, 2, 0.606531",
    "min-gaussian, 9, 2, 1",
    "min-gaussian, 5, 2, 0.606531",
    "max-gaussian, 5, 2, 1",
    "max-gaussian, 9, 2, 0.606531"
  })
  void gaussians(String modifier, double mu, double sigma, double expected) {
    assertThat(
            TestingScores.score(
                "modified", heavyAtoms(modifier, Map.of("mu", mu, "sigma", sigma)), TOLUENE))
        .isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0, 14, 0.5", "0, 7, 1", "0, 5, 1", "8, 14, 0", "14, 0, 0.5", "8, 6, 0.5"})
  void clips(double lower, double upper, double expected) {
    assertThat(
            TestingScores.score(
                "modified", heavyAtoms("clipped", Map.of("lower", lower, "upper", upper)), TOLUENE))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void thresholdsAndLines() {
    assertThat(
            TestingScores.score("modified", heavyAtoms("threshold", Map.of("limit", 7)), TOLUENE))
        .isEqualTo(1);
    assertThat(
            TestingScores.score("modified", heavyAtoms("threshold", Map.of("limit", 8)), TOLUENE))
        .isZero();
    assertThat(
            TestingScores.score(
                "modified", heavyAtoms("linear", Map.of("slope", 0.5, "intercept", -1)), TOLUENE))
        .isCloseTo(2.5, within(1e-9));
  }

  @Test
  void aModifiedScoreTellsTheOriginal() {
    ScoringFunction modified =
        TestingScores.open("modified", heavyAtoms("threshold", Map.of("limit", 7)));
    assertThat(modified.parts()).containsExactly("heavy-atoms");
    assertThat(TestingScores.scored(modified, TOLUENE).parts()).containsExactly(7.0);
  }

  @Test
  void aModifierNeedsItsOwnSettings() {
    assertThatThrownBy(
            () -> TestingScores.open("modified", heavyAtoms("gaussian", Map.of("mu", 1))))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("modifier = gaussian needs sigma: ");
    assertThatThrownBy(
            () ->
                TestingScores.open(
                    "modified", heavyAtoms("clipped", Map.of("lower", 1, "upper", 1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("differs from upper");
  }

  /** Toluene has 7 heavy atoms and 1 ring. */
  @Test
  void meansAreWeighted() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("scores", List.of("heavy-atoms", "rings"));
    assertThat(TestingScores.score("mean", settings, TOLUENE)).isEqualTo(4);
    assertThat(TestingScores.score("product", settings, TOLUENE)).isEqualTo(7);
    settings.put("mean", "geometric");
    assertThat(TestingScores.score("mean", settings, TOLUENE))
        .isCloseTo(Math.sqrt(7), within(1e-9));
    settings.put("weights", List.of(3, 1));
    assertThat(TestingScores.score("mean", settings, TOLUENE))
        .isCloseTo(Math.pow(7, 0.75), within(1e-9));
    settings.put("mean", "arithmetic");
    assertThat(TestingScores.score("mean", settings, TOLUENE)).isEqualTo(5.5);
  }

  @Test
  void aMeanTellsItsPartsByName() {
    ScoringFunction mean =
        TestingScores.open("mean", Map.of("scores", List.of("rings", "qed", "rings")));
    assertThat(mean.parts()).containsExactly("rings", "qed", "rings-2");
    assertThat(TestingScores.scored(mean, TOLUENE).parts()).hasSize(3).startsWith(1.0);
  }

  @Test
  void wrongWeightsAreExplained() {
    assertThatThrownBy(
            () ->
                TestingScores.open(
                    "mean", Map.of("scores", List.of("qed"), "weights", List.of(1, 2))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2 numbers for 1 scores");
    assertThatThrownBy(
            () ->
                TestingScores.open("mean", Map.of("scores", List.of("qed"), "weights", List.of(0))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("not all 0");
  }

  @Test
  void oneThatIsNoMoleculeCostsItsOwnScoreOnly() throws Exception {
    BatchScoringFunction mean =
        (BatchScoringFunction)
            TestingScores.open("mean", Map.of("scores", List.of("rings", "heavy-atoms")));
    List<Score> scores = mean.scoreAll(List.of("CC", "C1CC", TOLUENE));
    assertThat(scores).extracting(Score::value).containsExactly(1.0, 0.0, 4.0);
    assertThat(scores.get(1).problem()).hasValueSatisfying(why -> assertThat(why).contains("ring"));
    assertThat(scores.get(1).parts()).hasSize(2).allMatch(part -> part.isNaN());
  }

  @Test
  void aScaffoldThatWasSeenOftenScoresLittle() throws Exception {
    Map<String, ?> settings =
        Map.of("score", "rings", "bucket-size", 2, "minimum-score", 1, "penalty", 0.25);
    BatchScoringFunction filter =
        (BatchScoringFunction) TestingScores.open("scaffold-filter", settings);
    assertThat(filter.remembers()).isTrue();
    List<String> molecules =
        List.of(TOLUENE, "CC", "CCc1ccccc1", "Oc1ccccc1", "C1CCCCC1", "CCC", "Nc1ccccc1");
    assertThat(filter.scoreAll(molecules))
        .extracting(Score::value)
        .containsExactly(1.0, 0.0, 1.0, 0.25, 1.0, 0.0, 0.25);
  }

  @Test
  void genericScaffoldsCountCyclohexaneAndBenzeneAsOne() throws Exception {
    Map<String, ?> settings =
        Map.of("score", "rings", "bucket-size", 1, "minimum-score", 1, "scaffold", "generic");
    BatchScoringFunction filter =
        (BatchScoringFunction) TestingScores.open("scaffold-filter", settings);
    assertThat(filter.scoreAll(List.of(TOLUENE, "C1CCCCC1", "C1CCCC1")))
        .extracting(Score::value)
        .containsExactly(1.0, 0.0, 1.0);
  }

  @Test
  void functionsNest() {
    Map<String, Object> inner = new HashMap<>(heavyAtoms("clipped", Map.of("upper", 14)));
    inner.put("name", "modified");
    assertThat(TestingScores.score("product", Map.of("scores", List.of(inner, "rings")), TOLUENE))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void partsOfNestedFunctionsHaveDifferentNames() {
    Map<String, Object> modified = new HashMap<>(heavyAtoms("linear", Map.of()));
    modified.put("name", "modified");
    Map<String, Object> mean = Map.of("name", "mean", "scores", List.of("rings", modified));
    assertThat(TestingScores.open("scaffold-filter", Map.of("score", modified)).parts())
        .containsExactly("modified", "heavy-atoms");
    Map<String, Object> outer = Map.of("name", "mean", "scores", List.of(mean, "qed"));
    assertThat(TestingScores.open("scaffold-filter", Map.of("score", outer)).parts())
        .containsExactly("mean", "mean-2", "qed");
    Map<String, Object> again = Map.of("name", "modified", "score", modified, "modifier", "linear");
    ScoringFunction all =
        TestingScores.open("modified", Map.of("score", again, "modifier", "linear"));
    assertThat(all.parts()).containsExactly("modified", "modified-2", "heavy-atoms");
    assertThat(TestingScores.scored(all, TOLUENE).parts()).containsExactly(7.0, 7.0, 7.0);
  }

  @Test
  void oneThatCannotBeCombinedCostsItsOwnScoreOnly() throws Exception {
    Composite fragile =
        new Composite(List.of(TestingScores.open("rings", Map.of()))) {
          @Override
          Score combined(String sequence, List<Score> scores) {
            if (sequence.equals("CC")) {
              throw new IllegalStateException("too plain");
            }
            return scores.get(0);
          }
        };
    List<Score> scores = fragile.scoreAll(List.of("CC", TOLUENE));
    assertThat(scores).extracting(Score::value).containsExactly(0.0, 1.0);
    assertThat(scores.get(0).problem()).hasValue("too plain");
  }

  /** Such as another program that was started for the first of two functions. */
  @Test
  void closesWhatWasOpenedWhenAnotherCannotBe() {
    AtomicBoolean closed = new AtomicBoolean();
    ScoringFunction program =
        new ScoringFunction() {
          @Override
          public Score score(String sequence) {
            return Score.of(1);
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    List<ScoringFunctionFactory> factories = new ArrayList<>(MoleculeScores.all());
    factories.add(
        new MoleculeScoreFactory("program", "for this test", SettingsSpec.none(), c -> program));
    Map<String, Object> wrong = Map.of("name", "smarts", "pattern", "[C");
    assertThatThrownBy(
            () ->
                TestingScoringContext.open(
                    TestingScores.factory("mean"),
                    Map.of("scores", List.of("program", wrong)),
                    factories))
        .isInstanceOf(UserException.class);
    assertThat(closed).isTrue();
  }
}
