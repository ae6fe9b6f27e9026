package dev.rookery.plugins.molecules.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import dev.rookery.testkit.TokenizerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoleculeTokenizersTest {

  private abstract static class Contract extends TokenizerContract {

    private final String name;
    private final Map<String, Object> settings;

    Contract(String name, Map<String, Object> settings) {
      this.name = name;
      this.settings = settings;
    }

    @Override
    protected TokenizerFactory factory() {
      return Tokenizers.factory(name);
    }

    @Override
    protected Map<String, Object> settings() {
      return settings;
    }

    /** Written with rings in the order in which they close, so that DeepSMILES gives them again. */
    @Override
    protected List<String> texts() {
      return List.of(
          "CC(=O)Nc1ccc(O)cc1",
          "C[C@@H](N)C(=O)[O-].[Na+]",
          "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
          "ClC/C=C/CBr",
          "C(C(C)(C)C)(F)(F)[Si](C)(C)C");
    }
  }

  @Nested
  final class Smiles extends Contract {
    Smiles() {
      super("smiles", Map.of());
    }
  }

  @Nested
  final class GuacaMol extends Contract {
    GuacaMol() {
      super("smiles-guacamol", Map.of());
    }
  }

  @Nested
  final class Enamine extends Contract {
    Enamine() {
      super("smiles-enamine", Map.of());
    }
  }

  @Nested
  final class Ascii extends Contract {
    Ascii() {
      super("ascii", Map.of());
    }
  }

  @Nested
  final class Deep extends Contract {
    Deep() {
      super("deepsmiles", Map.of());
    }
  }

  @Nested
  final class ShortDeep extends Contract {
    ShortDeep() {
      super("deepsmiles", Map.of("compress", true));
    }
  }

  @Nested
  final class SelfiesSymbols extends Contract {
    SelfiesSymbols() {
      super("selfies", Map.of());
    }

    /** The molecule, which is written in another way. */
    @Override
    protected String kept(String text) {
      try {
        return Molecule.read(text).canonicalSmiles();
      } catch (NoMoleculeException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smiles, [nH]1cC%12Br, [nH] 1 c C %12 Br",
    "smiles, C%(100)Cl, C % ( 1 0 0 ) Cl",
    "smiles-guacamol, [C@@H]Cl, [ C R H ] X",
    "smiles-enamine, [C@@H]ClQW, [ C @ @ H ] Cl QW",
    "ascii, BrC, B r C",
    "deepsmiles, c1ccccc1C(F)Cl, c c c c c c 6 C F ) Cl"
  })
  void splits(String name, String smiles, String tokens) {
    assertThat(String.join(" ", Tokenizers.of(name, Map.of()).tokenize(smiles))).isEqualTo(tokens);
  }

  @Test
  void endsAtTheEndToken() {
    assertThat(Tokenizers.of("smiles", Map.of()).detokenize(List.of("GO", "C", "O", "EOS", "N")))
        .isEqualTo("CO");
  }

  @Test
  void deepSmilesCountsAtomsOfBranchesAndRings() {
    Tokenizer deep = Tokenizers.of("deepsmiles", Map.of("compress", true));
    List<String> tokens = deep.tokenize("CC(CCO)C1CCC1");
    assertThat(String.join("", tokens)).isEqualTo("CCCCO)3CCCC4");
    assertThat(deep.detokenize(tokens)).isEqualTo("CC(CCO)C1CCC1");
  }

  /** A ring's opening that moves behind a closing changes the order of an atom's neighbours. */
  @Test
  void deepSmilesKeepsTheSenseOfAStereoCentre() {
    Tokenizer deep = Tokenizers.of("deepsmiles", Map.of());
    assertThat(String.join("", deep.tokenize("C1CC[C@]21CCC2"))).isEqualTo("CCC[C@@]4CCC4");
  }

  @ParameterizedTest
  @CsvSource({
    "C1CC, ring 1 is never closed",
    "C(C, a parenthesis is never closed",
    "CC)C, nothing opens this parenthesis",
    "1CC1, a ring number must follow an atom",
    "C[NH, the bracket is never closed",
    "C11, ring 1 begins and ends at the same atom",
    "C%1, a number must follow the per cent sign"
  })
  void saysWhatNoSmilesIs(String smiles, String why) {
    assertThatThrownBy(() -> Tokenizers.of("deepsmiles", Map.of()).tokenize(smiles))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("\"" + smiles + "\" is no SMILES: " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "CC6, no ring of 6 atoms can end at character 2",
    "C), ''",
    "CC))), there is no atom left",
    "C)C, every atom before this one is closed",
    "6C, a ring size must follow an atom",
    "C1, no ring of 1 atoms"
  })
  void saysWhatNoDeepSmilesIs(String text, String why) {
    Tokenizer deep = Tokenizers.of("deepsmiles", Map.of());
    if (why.isEmpty()) {
      assertThat(deep.detokenize(List.of(text))).isEqualTo("C");
    } else {
      assertThatThrownBy(() -> deep.detokenize(List.of(text)))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("\"" + text + "\" is no DeepSMILES: " + why);
    }
  }

  @Test
  void compressedBranchesNeedANumber() {
    assertThatThrownBy(
            () -> Tokenizers.of("deepsmiles", Map.of("compress", true)).detokenize(List.of("CC)C")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("character 3 is a closing parenthesis");
  }
}
