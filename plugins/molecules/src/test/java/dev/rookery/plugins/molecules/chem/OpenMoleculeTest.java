package dev.rookery.plugins.molecules.chem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.plugins.molecules.chem.OpenMolecule.Beginning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openscience.cdk.interfaces.IAtomContainer;

/** Molecules with points are written up to each of them, and opened again. */
final class OpenMoleculeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "N1(*)CCN(CC1)C(*)=O",
        "N1(*)CCN(CC1)CCCCN(*)",
        "*c1ccc(*)c(*)c1",
        "*C(*)(C)*",
        "c1(*)c(*)c(*)c(*)c(*)c1(*)",
        "n1(*)cccc1",
        "c1c(*)[nH]c(*)c1",
        "n1(*)c(*)ccc1",
        "C[C@H](*)N",
        "C[C@@](*)(N)O",
        "C[C@](*)(N)CC[C@@](*)(O)F",
        "C[C@H]1C[C@@](F)(*)CN1*",
        "F/C=C/C(*)*",
        "C/C(*)=C(F)/c1ccccc1*",
        "C1CC2(*)CCC1(*)CC2",
        "*C1CC2CCC1(C2)C(=O)N*",
        "O=C1c2ccccc2C(=O)N1CC(*)[N+](C)(C)C*",
        "c1ccc2c(*)c3ccc(*)cc3nc2c1",
        "[2H]C(*)c1ccccc1[2H]",
        "Cc1ccc(cc1)c1cc(nn1c1ccc(cc1)S(N*)(=O)=O)C(F)(F)*",
        // no stereo centres while hydrogens are in place of the other points
        "*[C@@H]1CC[C@H](*)CC1",
        "*[C@@H]1CC[C@@H](*)CC1",
        "*[C@@H]1CCO[C@H](*)C1",
        "*[C@@H](F)CC[C@H](C)[C@@H](*)O",
        "C[C@H](*)*",
        "C[C@](*)(*)*",
        "*[C@@](*)(F)[C@H](*)*",
        "*[C@H]1[C@@H](*)[C@H]1*",
        "C[S@](=O)CC[S@@](=O)*",
        "*[S@](=O)CC[S@@](=O)*",
        "C[P@](*)(=O)CC*",
        "*[N@+](C)(CC)CC[N@@+](C)(*)CC",
        "*/C(C)=C/*",
        "*/C=C/c1ccccc1*",
        "*/C=C\\c1ccccc1*",
        "*/C(*)=C(*)/*",
        "*/C=C/C=C\\*",
        "*/C(F)=C(*)/C=C\\*",
        "*/C=C/[C@@H](*)*",
        "C/C=N/*",
        "*/C=N/O*",
        "*C(C)=[C@]=C(*)F",
        "*C(*)=[C@]=C(*)F",
        "*C=[C@@]=C*"
      })
  void isTheSameHoweverItIsWrittenUpToAPoint(String smiles) {
    OpenMolecule molecule = OpenMolecule.read(smiles);
    SplittableRandom random = new SplittableRandom(5);
    for (int point = 0; point < molecule.points(); point++) {
      for (int way = 0; way < 25; way++) {
        Beginning beginning = molecule.endingAt(point, random);
        assertThat(beginning.text()).doesNotContain("*");
        assertThat(beginning.open()).hasSize(molecule.points() - 1);
        // what follows is attached at the point
        assertThat(beginning.reopened(beginning.text() + "*"))
            .as(beginning + " of " + smiles)
            .hasValueSatisfying(
                again -> assertThat(again.toString()).isEqualTo(molecule.toString()));
      }
    }
  }

  /** Without what is attached there is nothing that such a mark could tell. */
  @Test
  void writesNoStereoMarksOfAtomsThatNeedThePoint() {
    OpenMolecule molecule = OpenMolecule.read("*/C=C/c1ccccc1*");
    Beginning beginning = molecule.endingAt(1, new SplittableRandom(1));

    assertThat(beginning.text()).doesNotContainPattern("[/\\\\]");
    assertThat(beginning.reopened(beginning.text() + "*").orElseThrow().toString())
        .isEqualTo(molecule.toString())
        .isNotEqualTo(OpenMolecule.read("*/C=C\\c1ccccc1*").toString());
  }

  /** At such an atom may be something else than one atom in place of a point. */
  @ParameterizedTest
  @CsvSource({
    "C[C@](*)(*)*, '', CC(*)*",
    "C[C@H](*)*, '', CC*",
    "C[C@H](*)*, [H], CC*",
    "C[C@H](*)*, 1CC1, CC1(*)CC1",
    "*/C=C/*, '', *C=C",
    "*/C=C/*, (F)Cl, *C=C(F)Cl",
    "*/C=C/*, =O, *C=C=O"
  })
  void putsBackNoStereoMarkThatTellsNothing(String smiles, String added, String expected) {
    OpenMolecule molecule = OpenMolecule.read(smiles);
    for (int point = 0; point < molecule.points(); point++) {
      Beginning beginning = molecule.endingAt(point, new SplittableRandom(1));
      assertThat(beginning.reopened(beginning.text() + added).orElseThrow().toString())
          .isEqualTo(OpenMolecule.read(expected).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CC", "C.C.C.C.C.C.C.C", "OCCCCCCCCCC"})
  void putsBackNoStereoMarksInAnotherMolecule(String another) {
    Beginning beginning =
        OpenMolecule.read("*[C@@H]1CC[C@H](*)CC1").endingAt(1, new SplittableRandom(1));

    assertThat(beginning.marks().in(read(another)).stereoElements()).isEmpty();
  }

  private static IAtomContainer read(String smiles) {
    try {
      return Molecule.read(smiles).graph();
    } catch (NoMoleculeException e) {
      throw new AssertionError(e);
    }
  }

  /** RDKit numbers the points of what it cuts as isotopes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1*]c1ccccc1CN[14*]",
        "[*:1]c1ccccc1CN[*:2]",
        "[0*]c1ccccc1CN[2*:3]",
        "[*]c1ccccc1CN*"
      })
  void numbersOfPointsDoNotCount(String smiles) {
    assertThat(OpenMolecule.read(smiles).toString())
        .isEqualTo(OpenMolecule.read("*c1ccccc1CN*").toString());
    assertThat(OpenMolecule.read(smiles).endingAt(1, new SplittableRandom(1)).text())
        .endsWith("CN");
  }

  @Test
  void isWrittenInManyWays() {
    OpenMolecule molecule = OpenMolecule.read("CCC(C)c1ccc(*)cc1OC");
    SplittableRandom random = new SplittableRandom(1);
    Set<String> texts = new HashSet<>();
    for (int way = 0; way < 50; way++) {
      texts.add(molecule.endingAt(0, random).text());
    }

    assertThat(texts).hasSizeGreaterThan(5);
  }

  @Test
  void goesRoundARing() {
    OpenMolecule molecule = OpenMolecule.read("C1CCCCC1*");
    SplittableRandom random = new SplittableRandom(1);
    Set<String> texts = new HashSet<>();
    for (int way = 0; way < 50; way++) {
      texts.add(molecule.endingAt(0, random).text());
    }

    assertThat(texts).contains("C1CCCCC1");
  }

  @ParameterizedTest
  @CsvSource({
    "c1ccccc1CC2CC2C3CC3, c1ccccc1CC1CC1C1CC1",
    "C1CC1C2CC(C3CC3)C2, C1CC1C1CC(C2CC2)C1",
    "C12CC1CC23CC3, C12CC1CC21CC1",
    "C%(100)CC5CC5C%(100), C1CC2CC2C1",
    "C%05CC5, C1CC1",
    "[13CH2]%11CC%11[N+]2(C)CC2, [13CH2]1CC1[N+]1(C)CC1"
  })
  void ringsHaveTheLowestNumbers(String smiles, String expected) {
    assertThat(RingNumbers.lowest(smiles)).isEqualTo(expected);
  }

  /** A decoration may have taken the hydrogen of the next point. */
  @Test
  void passesOverAtomsWithoutHydrogens() {
    assertThat(OpenMolecule.find("C(F)(F)(F)C", List.of(0))).isEmpty();
    assertThat(OpenMolecule.find("C(F)(F)C", List.of(0, 0, 3)))
        .hasValueSatisfying(molecule -> assertThat(molecule.points()).isEqualTo(2));
    assertThat(OpenMolecule.find("c1cccc1", List.of(0))).isEmpty();
  }

  /** Hydrogens that are written as atoms are none of the places. */
  @Test
  void countsNoHydrogensThatFollow() {
    assertThat(OpenMolecule.find("OCC([H])([H])N", List.of(0)).orElseThrow().toString())
        .isEqualTo(OpenMolecule.read("*OCCN").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c1ccccc1 | it has no asterisk, which marks where to attach",
        "C*.N* | it has several parts",
        "C*C | its asterisk (atom 2) must be bound to one atom",
        "CC=* | its asterisk (atom 3) must be bound to one atom, by a single bond",
        "** | its asterisk (atom 1) must be bound to one atom",
        "* | its asterisk (atom 1) must be bound to one atom",
        "C[*H] | its asterisk (atom 2) has hydrogens or a charge; write it as * or [*:1]",
        "CC[*+] | its asterisk (atom 3) has hydrogens or a charge; write it as * or [*:1]",
        "[1*-]C | its asterisk (atom 1) has hydrogens or a charge; write it as * or [*:1]",
        "C(*)(*)(*)(*)* | is no molecule: atom 1 (C) has 5 bonds",
        "c1ccc(*)c | is no molecule"
      })
  void saysWhyNothingCanBeAttached(String smiles, String why) {
    assertThatThrownBy(() -> OpenMolecule.read(smiles))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"" + smiles + "\"")
        .hasMessageContaining(why);
  }
}
