package dev.rookery.plugins.molecules.score;

import dev.rookery.api.UserException;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Known molecules by name. */
final class Targets {

  private static final Map<String, String> SMILES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("albuterol", "CC(C)(C)NCC(O)c1ccc(O)c(CO)c1"),
              Map.entry("amlodipine", "Clc1ccccc1C2C(=C(/N/C(=C2/C(=O)OCC)COCCN)C)\\C(=O)OC"),
              Map.entry("aripiprazole", "Clc4cccc(N3CCN(CCCCOc2ccc1c(NC(=O)CC1)c2)CC3)c4Cl"),
              Map.entry("camphor", "CC1(C)C2CCC1(C)C(=O)C2"),
              Map.entry("celecoxib", "Cc1ccc(cc1)c1cc(nn1c1ccc(cc1)S(N)(=O)=O)C(F)(F)F"),
              Map.entry(
                  "fexofenadine", "CC(C)(C(=O)O)c1ccc(cc1)C(O)CCCN2CCC(CC2)C(O)(c3ccccc3)c4ccccc4"),
              Map.entry("menthol", "CC(C)C1CCC(C)CC1O"),
              Map.entry(
                  "mestranol", "C[C@]12CC[C@H]3[C@H]([C@@H]1CC[C@@]2(C#C)O)CCC4=C3C=CC(=C4)OC"),
              Map.entry(
                  "osimertinib", "COc1cc(N(C)CCN(C)C)c(NC(=O)C=C)cc1Nc2nccc(n2)c3cn(C)c4ccccc34"),
              Map.entry("perindopril", "O=C(OCC)C(NC(C(=O)N1C(C(=O)O)CC2CCCCC12)C)CCC"),
              Map.entry("ranolazine", "COc1ccccc1OCC(O)CN2CCN(CC(=O)Nc3c(C)cccc3C)CC2"),
              Map.entry(
                  "sildenafil", "CCCC1=NN(C2=C1N=C(NC2=O)C3=C(C=CC(=C3)S(=O)(=O)N4CCN(CC4)C)OCC)C"),
              Map.entry("sitagliptin", "Fc1cc(c(F)cc1F)CC(N)CC(=O)N3Cc2nnc(n2CC3)C(F)(F)F"),
              Map.entry("tadalafil", "O=C1N(CC(N2C1CC3=C(C2C4=CC5=C(OCO5)C=C4)NC6=C3C=CC=C6)=O)C"),
              Map.entry("thiothixene", "CN(C)S(=O)(=O)c1ccc2Sc3ccccc3C(=CCCN4CCN(C)CC4)c2c1"),
              Map.entry("troglitazone", "Cc1c(C)c2OC(C)(COc3ccc(CC4SC(=O)NC4=O)cc3)CCc2c(C)c1O"),
              Map.entry("zaleplon", "O=C(C)N(CC)C1=CC=CC(C2=CC=NC3=C(C=NN23)C#N)=C1")));

  private Targets() {}

  /** The names, for help. */
  static String names() {
    return String.join(", ", SMILES.keySet());
  }

  /**
   * The molecule of a name or a SMILES.
   *
   * @throws UserException if it is neither
   */
  static Molecule read(String nameOrSmiles) {
    String smiles = SMILES.get(nameOrSmiles.toLowerCase(Locale.ROOT));
    try {
      return Molecule.read(smiles == null ? nameOrSmiles : smiles);
    } catch (NoMoleculeException e) {
      throw new UserException(e.getMessage() + "; a target is a SMILES or one of " + names(), e);
    }
  }
}
