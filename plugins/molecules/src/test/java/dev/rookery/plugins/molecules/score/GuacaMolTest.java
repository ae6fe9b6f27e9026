package dev.rookery.plugins.molecules.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuacaMolTest {

  private static Score score(String goal, String target) {
    return TestingScores.scored(
        TestingScores.open(goal, Map.of()), Targets.read(target).canonicalSmiles());
  }

  private static double part(String goal, String name, String target) {
    ScoringFunction function = TestingScores.open(goal, Map.of());
    return score(goal, target).parts().get(function.parts().indexOf(name));
  }

  /** The molecule itself is as similar as can be, and lacks the other properties. */
  @ParameterizedTest
  @CsvSource({
    "osimertinib-mpo, osimertinib",
    "fexofenadine-mpo, fexofenadine",
    "ranolazine-mpo, ranolazine",
    "perindopril-mpo, perindopril",
    "amlodipine-mpo, amlodipine",
    "zaleplon-mpo, zaleplon"
  })
  void theMoleculeItselfIsSimilarButNotTheGoal(String goal, String molecule) {
    assertThat(part(goal, "similarity", molecule)).isEqualTo(1);
    assertThat(score(goal, molecule).value()).isLessThan(0.9);
  }

  /** Perindopril has no aromatic ring, two deviations times two from the two wanted. */
  @Test
  void perindoprilLacksItsRings() {
    assertThat(score("perindopril-mpo", "perindopril").value())
        .isCloseTo(Math.sqrt(Math.exp(-8)), within(1e-9));
  }

  /** Amlodipine has two rings, two deviations from the three wanted. */
  @Test
  void amlodipineLacksARing() {
    assertThat(score("amlodipine-mpo", "amlodipine").value()).isCloseTo(Math.exp(-1), within(1e-9));
  }

  /** Its formula is right and its properties, but it is the same: exp(-50) in a mean of four. */
  @Test
  void sitagliptinMustNotBeSitagliptin() {
    assertThat(score("sitagliptin-mpo", "sitagliptin").value())
        .isCloseTo(Math.exp(-50.0 / 4), within(1e-9));
    assertThat(part("sitagliptin-mpo", "formula", "sitagliptin")).isEqualTo(1);
  }

  /** The scores are RDKit's; its log P and surface agree with ours for these molecules. */
  @ParameterizedTest
  @CsvSource({
    "CN(C(=O)CC(N)C(F)F)Cc1ccc(cc1F)-c1ccc(C(N)=O)cc1, 0.100545",
    "CN(C(=O)C(N)CC(=O)O)Cc1ccc(cc1)-c1cc(F)c(C#N)cc1F, 0.008038",
    "CN(C(=O)C(N)CO)Cc1ccc(cc1F)-c1cc(F)c(C#N)cc1F, 0.387277",
    "CN(C(=O)C(N)CCO)Cc1ccc(cc1F)-c1cc(F)c(C#N)cc1F, 0.314672",
    "sitagliptin, 0",
    "COC(=O)c1ccccc1, 0"
  })
  void valsartansCoreHasThePropertiesOfSitagliptin(String molecule, double expected) {
    assertThat(score("valsartan-smarts", molecule).value()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void sitagliptinLacksTheCoreOnly() {
    assertThat(score("valsartan-smarts", "sitagliptin").parts())
        .containsExactly(0.0, 1.0, 1.0, 1.0);
  }

  @Test
  void theStartOfTheHopsHasWhatMustChange() {
    String start = "CCCOc1cc2ncnc(Nc3ccc4ncsc4c3)c2cc1S(=O)(=O)C(C)(C)C";
    Score scaffold = score("scaffold-hop", start);
    assertThat(scaffold.parts()).containsExactly(1.0, 1.0, 0.0);
    assertThat(scaffold.value()).isCloseTo(2 / 3.0, within(1e-9));
    Score decoration = score("decorator-hop", start);
    assertThat(decoration.parts()).containsExactly(1.0, 0.0, 0.0, 1.0);
    assertThat(decoration.value()).isCloseTo(0.5, within(1e-9));
  }

  /** Osimertinib's similarity is not below 0.85, its log P is 4.5 and its surface 87.6. */
  @Test
  void osimertinibIsTooSimilarAndTooGreasy() {
    assertThat(part("osimertinib-mpo", "difference", "osimertinib"))
        .isCloseTo(Math.exp(-0.5 * 2.25), within(1e-9));
    assertThat(part("osimertinib-mpo", "logp", "osimertinib")).isLessThan(0.01);
    assertThat(part("osimertinib-mpo", "tpsa", "osimertinib")).isBetween(0.4, 0.5);
  }
}
