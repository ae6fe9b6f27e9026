package dev.rookery.plugins.molecules.chem;

/** Single bonds outside of rings around which a molecule turns. */
public final class RotatableBonds {

  private static final String MOVES =
      "!$(*#*)&!D1&!$(C(F)(F)F)&!$(C(Cl)(Cl)Cl)&!$(C(Br)(Br)Br)&!$(C([CH3])([CH3])[CH3])";

  private static final String NO_AMIDE =
      "&!$([CD3](=[N,O,S])-!@[#7,O,S!D1])&!$([#7,O,S!D1]-!@[CD3]=[N,O,S])"
          + "&!$([CD3](=[N+])-!@[#7!D1])&!$([#7!D1]-!@[CD3]=[N+])";

  /** Without amides, esters and ends that look the same from all sides, such as CF3. */
  private static final Smarts STRICT =
      Smarts.read("[" + MOVES + NO_AMIDE + "]-,:;!@[" + MOVES + "]");

  private RotatableBonds() {}

  public static int count(Molecule molecule) {
    return STRICT.count(molecule);
  }
}
