package dev.rookery.plugins.molecules.selfies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelfiesTest {

  private static String canonical(String smiles) {
    try {
      return Molecule.read(smiles).canonicalSmiles();
    } catch (NoMoleculeException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CCO, [C][C][O]",
    "C=O, [C][=O]",
    "CC(C)O, [C][C][Branch1][C][C][O]",
    "C1CC1, [C][C][C][Ring1][Ring1]",
    "C[NH3+], [C][NH3+1]",
    "c1ccccc1, [C][=C][C][=C][C][=C][Ring1][=Branch1]",
    "C.O, [C].[O]"
  })
  void encodes(String smiles, String selfies) {
    assertThat(Selfies.encode(smiles)).isEqualTo(selfies);
    assertThat(canonical(Selfies.decode(selfies))).isEqualTo(canonical(smiles));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
        "C[C@]12CC[C@H]3[C@H]([C@@H]1CC[C@@]2(C#C)O)CCC4=C3C=CC(=C4)OC",
        "F/C=C/C1CC1",
        "C[C@@]1(F)CC[C@]2(Cl)CCCC[C@@H]2O1",
        "c1ccc2c(c1)[nH]c1ccccc12",
        "[O-][N+](=O)c1ccc(S(N)(=O)=O)cc1.[Na+]",
        "CN1CCC23C4C1CC5=C2C(=C(C=C5)O)OC3C(C=C4)O",
        "c1cc2ccc3cccc4ccc(c1)c2c34",
        "O=c1cc[nH]c(=S)[nH]1"
      })
  void keepsTheMolecule(String smiles) {
    assertThat(canonical(Selfies.decode(Selfies.encode(smiles)))).isEqualTo(canonical(smiles));
  }

  @ParameterizedTest
  @CsvSource({
    "[C][#F], CF",
    "[O][=C][#N], O=C=N",
    "[F][C][F][C], FCF",
    "[C][Branch1], C",
    "[C][Ring1][Ring1], C",
    "[C][C][Ring1][C], C=C",
    "[nop][C], C",
    "[epsilon][C], C"
  })
  void passesOverWhatWouldBeTooManyBonds(String selfies, String smiles) {
    assertThat(Selfies.decode(selfies)).isEqualTo(smiles);
  }

  /** Seed 5. */
  @Test
  void everySequenceOfSymbolsIsAMolecule() throws NoMoleculeException {
    List<String> symbols =
        List.of(
            "[C]",
            "[=C]",
            "[#C]",
            "[N]",
            "[=N]",
            "[#N]",
            "[O]",
            "[=O]",
            "[S]",
            "[=S]",
            "[F]",
            "[Cl]",
            "[NH1]",
            "[N+1]",
            "[O-1]",
            "[Branch1]",
            "[=Branch1]",
            "[#Branch1]",
            "[Branch2]",
            "[Ring1]",
            "[=Ring1]",
            "[Ring2]",
            "[C@H1]",
            "[P]");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      StringBuilder selfies = new StringBuilder("[C]");
      for (int length = random.nextInt(1, 40); length > 0; length--) {
        selfies.append(symbols.get(random.nextInt(symbols.size())));
      }
      String smiles = Selfies.decode(selfies.toString());
      assertThat(Molecule.read(smiles).heavyAtoms()).as(selfies + " = " + smiles).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CBrC, atom 2 (Br) has 2 bonds and can have at most 1",
    "C$C, '\"$\" is no sign that SELFIES know (character 2)'",
    "*C, '\"*\" is no sign'",
    "C%1, two digits must follow the per cent sign",
    "C1CC, ring 1 is never closed",
    "C1C1, ring 1 closes between atoms that are bonded already",
    "C11, ring 1 closes between atoms that are bonded already",
    "C=1CC-1, ring 1 has another bond at its end",
    "c1cccc1, it has no Kekulé structure",
    "C(C, a parenthesis is never closed",
    "C(), a chain must begin with an atom",
    "C.., it has a part without atoms",
    "C=, it ends with a bond",
    "C(C=)C, a bond must lead to an atom or a ring number (character 5)",
    "C=(C)C, a bond must lead to an atom or a ring number (character 3)",
    "[C, the bracket is never closed",
    "[X]C, '\"[X]\" is no atom that SELFIES know'"
  })
  void saysWhatCantBeWritten(String smiles, String why) {
    assertThatThrownBy(() -> Selfies.encode(smiles))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("\"" + smiles + "\" can't be written as SELFIES: ")
        .satisfies(e -> assertThat(e.getMessage().replace(",", "")).contains(why.replace(",", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "[C][Xy], there is no symbol [Xy]",
    "[C]C, 'symbols stand in brackets, and character 4 does not'",
    "[CH9], there is no symbol [CH9]",
    "[99999999999C], there is no symbol [99999999999C]"
  })
  void saysWhatNoSelfiesIs(String selfies, String why) {
    assertThatThrownBy(() -> Selfies.decode(selfies))
        .isInstanceOf(UserException.class)
        .hasMessage("\"" + selfies + "\" is no SELFIES: " + why);
  }
}
