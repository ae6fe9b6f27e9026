package dev.rookery.plugins.molecules.chem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.UserException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MoleculeTest {

  private static final String ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O";

  private static Molecule read(String smiles) {
    try {
      return Molecule.read(smiles);
    } catch (NoMoleculeException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '!',
      value = {
        "!!, it has no atoms",
        "C(, Unclosed branch",
        "c1cccc1, a valid kekulé structure could not be assigned",
        "cc, atom 1 (C) is aromatic but in no ring",
        "C(C)(C)(C)(C)C, !atom 1 (C) has 5 bonds, and can have at most 4!",
        "C[N](C)(C)C, !atom 2 (N) has 4 bonds, and can have at most 3!",
        "[CH3+2]C, !x!",
        "[Xx], atom 1 (Xx) is no element",
        "[R]C, atom 1 (R) is no element",
        "C()C, a branch must begin with an atom",
        "C((C))C, a branch must begin with an atom",
        "C..C, a part between dots has no atoms",
        "CC., a part between dots has no atoms",
        "=CC, it begins with a bond",
        "CC(=)C, a branch or part ends with a bond",
        "HCl, hydrogens must stand in brackets",
        "C%1CC%1, two digits must follow the per cent sign",
        "CN(=O)C, !atom 2 (N) has 5 bonds, and can have at most 3!",
      })
  void saysWhatNoMoleculeIs(String smiles, String why) {
    if (why.equals("x")) {
      assertThat(read(smiles).heavyAtoms()).isEqualTo(2);
    } else {
      assertThatThrownBy(() -> Molecule.read(smiles))
          .isInstanceOf(NoMoleculeException.class)
          .hasMessageStartingWith("\"" + smiles + "\" is no molecule: " + why);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C[N+](C)(C)C",
        "[O-]C",
        "[B-](F)(F)(F)F",
        "CS(=O)(=O)C",
        "[NH4+].[Cl-]",
        "*CC",
        "[Fe+2]",
        "O=Cl(=O)(=O)O",
        "CN(=O)=O",
        "CN=N#N",
        "[2H]C",
        "C[S+](C)[O-]"
      })
  void readsWhatCanExist(String smiles) {
    assertThat(read(smiles).canonicalSmiles()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OCC, CCO",
    "C1=CC=CC=C1, c1ccccc1",
    "CN(=O)=O, C[N+](=O)[O-]",
    "[H]C([H])([H])C, CC",
    "C[C@H](N)O, C[C@@H](O)N",
    "F/C=C/F, F\\C=C\\F",
    "C[C@H]1CC(O)C[C@@H](C)O1, C[C@@H]1CC(O)C[C@H](C)O1",
    "CC=NC/C=N/C, C/N=C/CN=CC",
    "FC=Cc1ccc(/C=C/F)cc1, F/C=C/c1ccc(C=CF)cc1"
  })
  void writesTheSameMoleculeInOneWay(String one, String other) {
    assertThat(read(one).canonicalSmiles()).isEqualTo(read(other).canonicalSmiles());
  }

  /**
   * Atoms that only isotopes tell apart, and stereo marks at atoms between branches that are alike.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[13CH3]C(C)O",
        "[13cH]1ccc([14CH3])cc1",
        "[2H]C([2H])([3H])C([2H])([3H])[3H]",
        "N[C@@H]1CC[C@H](O)CC1",
        "C[C@H]1CC[C@@H](C)CC1",
        "C[C@@H]1C[C@H](O)C1",
        "O=C(N[C@H]1CC[C@@H](O)CC1)c1ccc([C@@H]2C[C@H](F)C2)cc1",
        "O[C@H]1[C@H](O)[C@@H](O)[C@H](O)[C@H](O)[C@@H]1O"
      })
  void hasOneKeyHoweverItIsWritten(String smiles) {
    Molecule molecule = read(smiles);
    SplittableRandom random = new SplittableRandom(11);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      keys.add(read(molecule.randomSmiles(random)).canonicalSmiles());
    }
    assertThat(keys).containsExactly(molecule.canonicalSmiles());
  }

  /** Where rings are written one after the other, one number does. */
  @Test
  void ringNumbersAreUsedAgainInRandomSmiles() {
    Molecule chain = read("C1CC1C1CCC1OC1CC1NC1CCC1c1ccccc1");
    Molecule fused = read("c1ccc2c(c1)CC1CC3CC(C1C2)O3");
    SplittableRandom random = new SplittableRandom(5);
    Set<String> withOneNumber = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String text = chain.randomSmiles(random);
      assertThat(text).isEqualTo(RingNumbers.lowest(text));
      if (!text.matches(".*[2-9%].*")) {
        withOneNumber.add(text);
      }
      assertThat(read(text).canonicalSmiles()).isEqualTo(chain.canonicalSmiles());
      String other = fused.randomSmiles(random);
      assertThat(other).isEqualTo(RingNumbers.lowest(other));
      assertThat(read(other).canonicalSmiles()).isEqualTo(fused.canonicalSmiles());
    }
    assertThat(withOneNumber).isNotEmpty();
  }

  /** The second of each is RDKit's canonical SMILES of the first. */
  @ParameterizedTest
  @CsvSource({
    "C%(100)CC%(100), C1CC1",
    "C%(12)CC%12, C1CC1",
    "C%(5)CC5, C1CC1",
    "C%(12345)CC%(12345), C1CC1",
    "F[C@]%(100)5Br.C%(100).N5, C[C@](N)(F)Br",
    "N[C@]%(200)(Br)CCO%(200), N[C@]1(Br)CCO1"
  })
  void readsRingNumbersInParentheses(String smiles, String expected) {
    assertThat(read(smiles).canonicalSmiles()).isEqualTo(read(expected).canonicalSmiles());
  }

  @Test
  void saysThatTooManyRingsAreOpen() {
    StringBuilder text = new StringBuilder("C");
    for (int ring = 1; ring <= 100; ring++) {
      text.append("C%(").append(ring).append(")");
    }
    assertThatThrownBy(() -> Molecule.read(text.toString()))
        .isInstanceOf(NoMoleculeException.class)
        .hasMessageContaining("more than 99 rings are open at once");
  }

  @ParameterizedTest
  @CsvSource({
    "N[C@@H]1CC[C@H](O)CC1, N[C@@H]1CC[C@@H](O)CC1",
    "[13CH3]CO, C[13CH2]O",
    "[13cH]1cc[13cH]cc1, [13cH]1c[13cH]ccc1",
    "O[C@H]1[C@H](O)[C@@H](O)[C@H](O)[C@H](O)[C@@H]1O,"
        + " O[C@H]1[C@@H](O)[C@H](O)[C@@H](O)[C@H](O)[C@@H]1O",
    "C[C@H]1CC[C@@H](C)CC1, C[C@H]1CC[C@H](C)CC1"
  })
  void hasAnotherKeyThanItsIsomer(String one, String other) {
    assertThat(read(one).canonicalSmiles()).isNotEqualTo(read(other).canonicalSmiles());
  }

  @ParameterizedTest
  @CsvSource({"C[C@H](N)O, C[C@@H](N)O", "F/C=C/F, F/C=C\\F", "CC, [13CH3]C", "CO, C[O-]"})
  void tellsOtherMoleculesApart(String one, String other) {
    assertThat(read(one).canonicalSmiles()).isNotEqualTo(read(other).canonicalSmiles());
  }

  @Test
  void knowsAspirin() {
    Molecule aspirin = read(ASPIRIN);
    assertThat(Composition.formula(aspirin)).isEqualTo("C9H8O4");
    assertThat(Composition.weight(aspirin)).isCloseTo(180.16, within(0.01));
    assertThat(Composition.exactMass(aspirin)).isCloseTo(180.0423, within(1e-4));
    assertThat(Composition.fractionSp3(aspirin)).isCloseTo(1 / 9.0, within(1e-9));
    assertThat(PolarSurface.of(aspirin)).isCloseTo(17.07 * 2 + 20.23 + 9.23, within(1e-9));
    assertThat(WildmanCrippen.of(aspirin).logP()).isCloseTo(1.31, within(0.005));
    assertThat(HydrogenBonds.donors(aspirin)).isEqualTo(1);
    assertThat(HydrogenBonds.acceptors(aspirin)).isEqualTo(3);
    assertThat(RotatableBonds.count(aspirin)).isEqualTo(2);
    assertThat(DrugLikeness.of(aspirin)).isCloseTo(0.55, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "C, CH4",
    "[NH4+], H4N+",
    "[O-2], O-2",
    "ClCBr, CH2BrCl",
    "[2H]C, CH4",
    "C[N+](=O)[O-], CH3NO2"
  })
  void writesFormulas(String smiles, String formula) {
    assertThat(Composition.formula(read(smiles))).isEqualTo(formula);
  }

  @ParameterizedTest
  @CsvSource({
    "CCC, 0, 0",
    "c1ccc2ccccc2c1, 2, 2",
    "C1CC2CCC1CC2, 3, 0",
    "c1ccccc1C1CC1, 2, 1",
    "O=c1cc[nH]cc1, 1, 1"
  })
  void countsRings(String smiles, int rings, int aromatic) {
    assertThat(Rings.count(read(smiles))).isEqualTo(rings);
    assertThat(Rings.aromatic(read(smiles))).isEqualTo(aromatic);
  }

  @ParameterizedTest
  @CsvSource({
    "CCCCC, ''",
    "c1ccccc1CCC, c1ccccc1",
    "Cc1ccccc1CNC1CCC(=O)C1, c1ccccc1CNC1CCC(=O)C1",
    "CC(=O)c1ccccc1, c1ccccc1"
  })
  void findsScaffolds(String smiles, String scaffold) {
    assertThat(Scaffold.murcko(read(smiles)))
        .isEqualTo(scaffold.isEmpty() ? "" : read(scaffold).canonicalSmiles());
  }

  @Test
  void genericScaffoldsAreCarbonOnly() {
    assertThat(Scaffold.generic(read("Cc1ccncc1CNC1CCC(=O)C1")))
        .isEqualTo(read("C1CCCCC1CCC1CCC(C)C1").canonicalSmiles());
  }

  @Test
  void similarityIsOneForTheSameAndFallsWithTheRest() {
    Fingerprint ethanol = Fingerprints.ECFP4.of(read("CCO"));
    assertThat(ethanol.tanimoto(Fingerprints.ECFP4.of(read("OCC")))).isEqualTo(1);
    double near = ethanol.tanimoto(Fingerprints.ECFP4.of(read("CCCO")));
    double far = ethanol.tanimoto(Fingerprints.ECFP4.of(read("c1ccccc1")));
    assertThat(near).isBetween(0.2, 0.9);
    assertThat(far).isZero();
  }

  /** Ethane: CH3 twice, and its one bond, which both carbons have around them, once. */
  @Test
  void equalSurroundingsCountOnce() {
    assertThat(Fingerprints.ECFP4.of(read("CC")).counts().values()).containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void moleculesThatAreHardToMakeHaveALargeFigure() {
    double easy = SyntheticAccessibility.of(read(ASPIRIN));
    double hard = SyntheticAccessibility.of(read("CC1=CCCC2(C)OC2C2OC(=O)C(CN3CCCC3)C2CC1"));
    assertThat(easy).isBetween(1.0, 2.5);
    assertThat(hard).isBetween(easy + 1.5, 10.0);
  }

  @Test
  void countsComplexity() {
    assertThat(Complexity.spiroAtoms(read("C1CC12CCC2"))).isEqualTo(1);
    assertThat(Complexity.bridgeheads(read("C1CC2CCC1C2"))).isEqualTo(2);
    assertThat(Complexity.stereocentres(read("CC(O)C(N)CC"))).isEqualTo(2);
    assertThat(Complexity.stereocentres(read("CC(C)C"))).isZero();
    assertThat(Complexity.hasMacrocycle(read("C1CCCCCCCC1"))).isTrue();
    assertThat(Complexity.hasMacrocycle(read("C1CCCCCCC1"))).isFalse();
  }

  /**
   * RDKit's BertzCT. Propene has one connection in its double bond and two at the middle: 3 log2(3)
   * bits, and 3 log2(3) - 2 for which is which.
   */
  @ParameterizedTest
  @CsvSource({
    "C, 0",
    "CC, 0",
    "C=C, 0",
    "CCC, 0",
    "C=CC, 7.5098",
    "CC#N, 24.2647",
    "c1ccccc1, 71.9610",
    "CC(C)C, 4.7549",
    "C1CC2CCC1C2, 58.1075",
    "C[N+](C)(C)C.[Cl-], 23.0196",
    "Cn1cnc2c1c(=O)n(C)c(=O)n2C, 616.5286",
    "CC(=O)Oc1ccccc1C(=O)O, 343.2229",
    "Fc1cc(c(F)cc1F)CC(N)CC(=O)N3Cc2nnc(n2CC3)C(F)(F)F, 896.3805",
    "CCCCC(=O)N(Cc1ccc(cc1)-c1ccccc1-c1nnn[nH]1)C(C(C)C)C(O)=O, 1032.0530"
  })
  void knowsTheComplexityOfBonds(String smiles, double expected) {
    assertThat(BertzComplexity.of(read(smiles))).isCloseTo(expected, within(1e-4));
  }

  @Test
  void countsPatterns() {
    assertThat(Smarts.read("c1ccccc1").count(read("c1ccccc1-c1ccccc1"))).isEqualTo(2);
    assertThat(Smarts.read("[OX2H]").matches(read("CCOC"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "[C, Could not parse",
    "[#6, it ends too early",
    "[Cl-, it ends too early",
    "[^2], hybridization (^) is not known here",
    "'', it is empty"
  })
  void saysWhatNoPatternIs(String smarts, String why) {
    assertThatThrownBy(() -> Smarts.read(smarts))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("\"" + smarts + "\" is no SMARTS: " + why);
  }

  @Test
  void isWrittenInManyWaysThatMeanTheSame() {
    String smiles = "C[C@H](N)C(=O)N1CC[C@@H](/C=C/c2ccc(Cl)nc2)C1";
    SplittableRandom random = new SplittableRandom(7);
    Set<String> written = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String other = read(smiles).randomSmiles(random);
      written.add(other);
      assertThat(read(other).canonicalSmiles()).as(other).isEqualTo(read(smiles).canonicalSmiles());
    }
    assertThat(written).hasSizeGreaterThan(15);
    assertThat(read(smiles).randomSmiles(new SplittableRandom(3)))
        .isEqualTo(read(smiles).randomSmiles(new SplittableRandom(3)));
  }

  /** What hangs on a ring is a branch, and the ring goes on after it, as in AceGen. */
  @Test
  void aRingIsNoBranchOfWhatHangsOnIt() {
    SplittableRandom random = new SplittableRandom(5);
    Set<String> written = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      written.add(read("Cc1ccccc1").randomSmiles(random));
    }
    assertThat(written)
        .contains("Cc1ccccc1", "c1(C)ccccc1", "c1c(C)cccc1")
        .doesNotContain("c1(ccccc1)C", "c1c(cccc1)C");
  }

  @Test
  void isDrawnWithoutADisplay() {
    Molecule aspirin = read(ASPIRIN);
    String svg = Picture.svg(aspirin);
    assertThat(svg).startsWith("<svg").endsWith("</svg>").doesNotContain(" id=");
    assertThat(svg.split("<line", -1).length + svg.split("<path", -1).length).isGreaterThan(15);
    assertThat(aspirin.atoms()).allMatch(atom -> atom.getPoint2d() == null);
    assertThat(Picture.svg(read("[Na+].[Cl-]"))).startsWith("<svg");
  }

  /** Buckminsterfullerene has 32 faces, and far too many rings to look at all of them. */
  @Test
  void manyRingsAreNoTrouble() {
    String fullerene =
        "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1"
            + "c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41";
    Molecule molecule = read(fullerene);
    assertThat(molecule.heavyAtoms()).isEqualTo(60);
    assertThat(Rings.count(molecule)).isEqualTo(32);
    assertThat(DrugLikeness.of(molecule)).isBetween(0.0, 1.0);
  }

  /** Of n benzenes in a ring, the large one goes around each on two sides: 2 to the n rings. */
  @ParameterizedTest
  @CsvSource({"4, 20", "24, 25", "40, 41"})
  void ringsThatDoubleAreNotAllListed(int benzenes, int rings) {
    String ring = "c1cc2ccc1-" + "c1ccc(cc1)-".repeat(benzenes - 2) + "c1ccc-2cc1";
    assertThat(Rings.count(read(ring))).isEqualTo(rings);
    assertThat(Rings.aromatic(read(ring))).isEqualTo(benzenes);
  }

  /** RDKit's ids. */
  @Test
  void isotopesHaveTheirOwnFeatures() {
    assertThat(Fingerprints.ECFP4.of(read("[2H]O")).counts())
        .containsOnlyKeys(864666390, -1223136531, -17373589);
    assertThat(Fingerprints.ECFP4.of(read("[18OH2]")).counts()).containsOnlyKeys(864666388);
  }

  @Test
  void markedAsterisksWeighNothing() {
    assertThat(Composition.weight(read("[1*]c1ccccc1[2*]")))
        .isCloseTo(Composition.weight(read("*c1ccccc1*")), within(1e-9));
    assertThat(Composition.exactMass(read("[1*]C"))).isCloseTo(15.0235, within(1e-4));
    assertThat(Fingerprints.ECFP4.of(read("[13*]C")).counts())
        .isEqualTo(Fingerprints.ECFP4.of(read("*C")).counts());
  }

  /** Nitrobenzene's surface depends on its charges, which are part of a text inside. */
  @Test
  void chargesAreReadInEveryLanguage() {
    Molecule nitrobenzene = read("[O-][N+](=O)c1ccccc1");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(PolarSurface.of(nitrobenzene)).isCloseTo(43.14, within(1e-9));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void severalThreadsFindTheSame() {
    List<Double> found =
        Collections.nCopies(200, ASPIRIN).parallelStream()
            .map(smiles -> DrugLikeness.of(read(smiles)))
            .distinct()
            .toList();
    assertThat(found).hasSize(1);
  }
}
