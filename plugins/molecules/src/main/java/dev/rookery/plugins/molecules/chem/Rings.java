package dev.rookery.plugins.molecules.chem;

import java.util.Set;
import java.util.stream.Collectors;
import org.openscience.cdk.interfaces.IAtom;

/** Counts of rings. */
public final class Rings {

  private Rings() {}

  public static int count(Molecule molecule) {
    return molecule.rings().length;
  }

  /** Rings all of whose bonds are aromatic. */
  public static int aromatic(Molecule molecule) {
    int count = 0;
    for (int[] ring : molecule.rings()) {
      count += isAromatic(molecule, ring) ? 1 : 0;
    }
    return count;
  }

  private static boolean isAromatic(Molecule molecule, int[] ring) {
    for (int i = 0; i + 1 < ring.length; i++) {
      IAtom atom = molecule.graph().getAtom(ring[i]);
      if (!atom.getBond(molecule.graph().getAtom(ring[i + 1])).isAromatic()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Rings that are left when every aliphatic ring atom beside an aliphatic atom is taken away; this
   * is how drug-likeness counts aromatic rings.
   */
  public static int withoutAliphatic(Molecule molecule) {
    Set<IAtom> left =
        molecule.atoms().filter(atom -> !isAliphaticPart(atom)).collect(Collectors.toSet());
    long bonds =
        molecule
            .bonds()
            .filter(bond -> left.contains(bond.getBegin()) && left.contains(bond.getEnd()))
            .count();
    return (int) bonds - left.size() + Molecule.parts(left);
  }

  private static boolean isAliphaticPart(IAtom atom) {
    if (atom.isAromatic() || !atom.isInRing()) {
      return false;
    }
    for (IAtom neighbour : atom.neighbors()) {
      if (!neighbour.isAromatic()) {
        return true;
      }
    }
    return false;
  }
}
