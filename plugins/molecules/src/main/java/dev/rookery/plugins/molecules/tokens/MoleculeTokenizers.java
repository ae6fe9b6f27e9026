package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.plugins.molecules.tokens.MoleculeTokenizerFactory.SpecialTokens;
import java.util.List;

/** All tokenizers of molecules. Their tokens are those of AceGen's tokenizers. */
public final class MoleculeTokenizers {

  private static final SpecialTokens WORDS = new SpecialTokens("GO", "EOS");
  private static final SpecialTokens MARKS = new SpecialTokens("^", "$");

  private static final String BRACKETS = "\\[[^\\]]*\\]";

  private static final Splitter ATOMS_AND_RINGS = Splitter.matchesOf(BRACKETS + "|%\\d{2}|Br|Cl|.");

  private static final Splitter ATOMS = Splitter.matchesOf(BRACKETS + "|Br|Cl|.");

  /** The alphabet of Enamine's REAL space; what it lacks stays in one piece. */
  private static final Splitter ENAMINE =
      Splitter.matchesOf(
          "<pad>|[$^#%+\\[\\]()\\-.@*:>/\\\\0-9=]"
              + "|He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ca|Mn|Fe|Zn|Se|Br|Pd|Ag|Cd|Hg|[HBCNOFPSIbcnops]");

  private static final Splitter SYMBOLS = Splitter.matchesOf(BRACKETS + "|.");

  private static final Setting<Boolean> COMPRESS =
      Setting.bool("compress")
          .defaultsTo(false)
          .describedAs("write a row of closing parentheses as one with their number behind it");

  private MoleculeTokenizers() {}

  public static List<TokenizerFactory> all() {
    return List.of(
        new MoleculeTokenizerFactory(
            "smiles",
            "SMILES by atoms, bonds and ring numbers.",
            Notation.SMILES,
            ATOMS_AND_RINGS,
            WORDS),
        new MoleculeTokenizerFactory(
            "smiles-guacamol",
            "SMILES by characters, with letters of their own for Br, Cl, Si, Se, se and @@.",
            new GuacaMolLetters(),
            Splitter.characters(),
            WORDS),
        new MoleculeTokenizerFactory(
            "smiles-enamine",
            "SMILES by a fixed alphabet of elements and signs, brackets taken apart.",
            Notation.SMILES,
            ENAMINE,
            WORDS),
        new MoleculeTokenizerFactory(
            "ascii", "SMILES by characters.", Notation.SMILES, Splitter.characters(), MARKS),
        new MoleculeTokenizerFactory(
            "deepsmiles",
            "DeepSMILES: branches without opening parentheses, rings by their size.",
            settings ->
                settings.get(COMPRESS) ? new ShortBranches(new DeepSmiles()) : new DeepSmiles(),
            ATOMS,
            WORDS,
            List.of(COMPRESS)),
        new MoleculeTokenizerFactory(
            "selfies",
            "SELFIES, of which every sequence of symbols stands for a molecule.",
            new SelfiesNotation(),
            SYMBOLS,
            WORDS));
  }
}
