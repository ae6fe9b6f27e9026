package dev.rookery.plugins.molecules.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoleculeScoresTest {

  private static final String ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O";
  private static final String CELECOXIB = "Cc1ccc(cc1)c1cc(nn1c1ccc(cc1)S(N)(=O)=O)C(F)(F)F";

  /** What must be given; the rest has defaults. */
  private static final Map<String, Map<String, ?>> SETTINGS =
      Map.of(
          "similarity", Map.of("target", "celecoxib"),
          "rediscovery", Map.of("target", "celecoxib"),
          "isomers", Map.of("formula", "C9H8O4"),
          "smarts", Map.of("pattern", "c1ccccc1"),
          "modified", Map.of("score", "logp", "modifier", "gaussian", "mu", 2, "sigma", 1),
          "mean", Map.of("scores", List.of("qed", "celecoxib-similarity")),
          "product", Map.of("scores", List.of("qed", "celecoxib-similarity")),
          "scaffold-filter", Map.of("score", "qed"));

  private static ScoringFunction open(String name) {
    return TestingScores.open(name, SETTINGS.getOrDefault(name, Map.of()));
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionScoresMoleculesOnly() {
    return names()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      ScoringFunction function = open(name);
                      Score score = function.score(ASPIRIN);
                      assertThat(score.problem()).isEmpty();
                      assertThat(score.value()).isFinite();
                      assertThat(score.parts()).hasSameSizeAs(function.parts());
                      assertThat(function.parts()).doesNotHaveDuplicates();
                      assertThat(function.key("OCC")).isEqualTo(function.key("C(O)C"));
                      assertThat(function.key("no molecule")).isEqualTo("no molecule");
                      assertThat(function.picture(ASPIRIN))
                          .hasValueSatisfying(svg -> assertThat(svg).startsWith("<svg"));
                      String variant =
                          function.variant(ASPIRIN, new SplittableRandom(4)).orElseThrow();
                      assertThat(variant).isNotEqualTo(ASPIRIN);
                      assertThat(function.key(variant)).isEqualTo(function.key(ASPIRIN));
                      assertThat(problem(function, "C1CC")).startsWith("\"C1CC\" is no molecule: ");
                    }));
  }

  private static Stream<String> names() {
    return MoleculeScores.all().stream().map(ScoringFunctionFactory::name);
  }

  private static String problem(ScoringFunction function, String smiles) {
    try {
      return function.score(smiles).problem().orElseThrow();
    } catch (Exception e) {
      return e.getMessage();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionSaysTheSameInEveryThread() {
    return names()
        .filter(name -> !open(name).remembers())
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      ScoringFunction function = open(name);
                      assertThat(
                              Collections.nCopies(50, ASPIRIN).parallelStream()
                                  .map(smiles -> TestingScores.scored(function, smiles).value())
                                  .distinct())
                          .hasSize(1);
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "mol-weight, 180.159",
    "logp, 1.3101",
    "tpsa, 63.6",
    "donors, 1",
    "acceptors, 3",
    "rotatable-bonds, 2",
    "rings, 1",
    "aromatic-rings, 1",
    "heavy-atoms, 13",
    "charge, 0",
    "qed, 0.5501",
    "exact-mass, 180.0423",
    "molar-refractivity, 44.7103",
    "fraction-sp3, 0.1111"
  })
  void describesAspirin(String name, double figure) {
    assertThat(TestingScores.score(name, Map.of(), ASPIRIN)).isCloseTo(figure, within(0.002));
  }

  @Test
  void theTargetIsMostSimilarToItself() {
    for (String kind : List.of("ecfp4", "ecfp6", "fcfp4", "fcfp6", "atom-pairs", "pharmacophore")) {
      Map<String, ?> settings = Map.of("target", "celecoxib", "fingerprint", kind);
      assertThat(TestingScores.score("similarity", settings, CELECOXIB)).as(kind).isEqualTo(1);
      assertThat(TestingScores.score("similarity", settings, ASPIRIN))
          .as(kind)
          .isBetween(0.01, 0.8);
    }
  }

  /** The figures of RDKit for aspirin. */
  @Test
  void similarityIsCountedOrFolded() {
    Map<String, Object> settings = new HashMap<>(Map.of("target", CELECOXIB));
    assertThat(TestingScores.score("similarity", settings, ASPIRIN))
        .isCloseTo(0.115789474, within(1e-8));
    settings.put("bits", 2048);
    assertThat(TestingScores.score("similarity", settings, ASPIRIN))
        .isCloseTo(0.0847457627, within(1e-8));
    assertThat(TestingScores.score("celecoxib-similarity", Map.of(), ASPIRIN))
        .isCloseTo(0.115789474, within(1e-8));
  }

  @Test
  void aMedianMoleculeIsBetween() {
    ScoringFunction median = open("median-molecules");
    Score camphor = TestingScores.scored(median, "CC1(C)C2CCC1(C)C(=O)C2");
    assertThat(camphor.parts().get(0)).isEqualTo(1);
    assertThat(camphor.value())
        .isCloseTo(Math.sqrt(camphor.parts().get(0) * camphor.parts().get(1)), within(1e-9));
  }

  /** Ethane for CH4: one carbon and two hydrogens off by a deviation of 1, three atoms by 2. */
  @Test
  void isomersAreNearTheFormula() {
    Map<String, ?> methane = Map.of("formula", "CH4");
    assertThat(TestingScores.score("isomers", methane, "C")).isEqualTo(1);
    assertThat(TestingScores.score("isomers", methane, "CC"))
        .isCloseTo(Math.exp(-(0.5 + 2 + 1.125) / 3), within(1e-9));
    assertThat(TestingScores.score("isomers", Map.of("formula", "CH4", "mean", "arithmetic"), "CC"))
        .isCloseTo((Math.exp(-0.5) + Math.exp(-2) + Math.exp(-1.125)) / 3, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"present, 1, 0", "absent, 0, 1", "count, 2, 0"})
  void patternsArePresentAbsentOrCounted(String wanted, double biphenyl, double hexane) {
    Map<String, ?> settings = Map.of("pattern", "c1ccccc1", "wanted", wanted);
    assertThat(TestingScores.score("smarts", settings, "c1ccccc1-c1ccccc1")).isEqualTo(biphenyl);
    assertThat(TestingScores.score("smarts", settings, "CCCCCC")).isEqualTo(hexane);
  }

  @ParameterizedTest
  @CsvSource({
    "similarity, target, nothing, 'is no molecule'",
    "similarity, target, nothing, 'a target is a SMILES or one of albuterol'",
    "isomers, formula, C2Q, '\"C2Q\" is no formula: Q is no element'",
    "isomers, formula, 2C, '\"2C\" is no formula; write elements and numbers'",
    "smarts, pattern, '[C', '\"[C\" is no SMARTS'"
  })
  void wrongSettingsAreExplained(String name, String setting, String value, String message) {
    assertThatThrownBy(() -> TestingScores.open(name, Map.of(setting, value)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
