package dev.rookery.plugins.molecules.chem;

import java.util.List;

/** What atoms do, as bits: donors, acceptors, aromatic, halogen, basic and acidic atoms. */
final class AtomFeatures {

  private static final String NO_ACYL = "[$([C,a]);!$([C,a](=O))]";
  private static final String NO_ACYL_CARBON = "[C;!$(C(=O))]";

  static final Smarts DONOR = Smarts.read("[$([N;!H0;v3,v4&+1]),$([O,S;H1;+0]),n&H1&+0]");
  static final Smarts ACCEPTOR =
      Smarts.read(
          "[$([O,S;H1;v2;!$(*-*=[O,N,P,S])]),$([O,S;H0;v2]),$([O,S;-]),"
              + "$([N;v3;!$(N-*=[O,N,P,S])]),n&H0&+0,"
              + "$([o,s;+0;!$([o,s]:n);!$([o,s]:c:n)])]");
  static final Smarts AROMATIC = Smarts.read("[a]");
  static final Smarts HALOGEN = Smarts.read("[F,Cl,Br,I]");
  static final Smarts BASIC =
      Smarts.read(
          "[#7;+,$([N;H2&+0]"
              + NO_ACYL
              + "),$([N;H1&+0]("
              + NO_ACYL
              + ")"
              + NO_ACYL
              + "),$([N;H0&+0]("
              + NO_ACYL_CARBON
              + ")("
              + NO_ACYL_CARBON
              + ")"
              + NO_ACYL_CARBON
              + ")]");
  static final Smarts ACIDIC = Smarts.read("[$([C,S](=[O,S,P])-[O;H1,-1])]");

  private static final List<Smarts> ALL =
      List.of(DONOR, ACCEPTOR, AROMATIC, HALOGEN, BASIC, ACIDIC);

  private AtomFeatures() {}

  /** The bits of each atom. */
  static int[] of(Molecule molecule) {
    int[] features = new int[molecule.graph().getAtomCount()];
    for (int bit = 0; bit < ALL.size(); bit++) {
      for (int[] match : ALL.get(bit).matchesIn(molecule.graph())) {
        features[match[0]] |= 1 << bit;
      }
    }
    return features;
  }
}
