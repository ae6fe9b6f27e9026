package dev.rookery.plugins.molecules.chem;

/** Donors and acceptors of hydrogen bonds, as RDKit counts them. */
public final class HydrogenBonds {

  private static final Smarts DONOR = Smarts.read("[N&!H0&v3,N&!H0&+1&v4,O&H1&+0,S&H1&+0,n&H1&+0]");

  /** Not the oxygen of a hydroxyl group beside a double bond, nor nitrogen of amides. */
  private static final Smarts ACCEPTOR =
      Smarts.read(
          "[$([O,S;H1;v2]-[!$(*=[O,N,P,S])]),$([O,S;H0;v2]),$([O,S;-]),"
              + "$([N;v3;!$(N-*=!@[O,N,P,S])]),$([nH0,o,s;+0])]");

  private HydrogenBonds() {}

  public static int donors(Molecule molecule) {
    return DONOR.count(molecule);
  }

  public static int acceptors(Molecule molecule) {
    return ACCEPTOR.count(molecule);
  }
}
