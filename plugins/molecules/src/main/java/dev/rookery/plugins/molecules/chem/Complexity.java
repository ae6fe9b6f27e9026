package dev.rookery.plugins.molecules.chem;

import java.util.BitSet;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.stereo.Stereocenters;

/** Counts of what makes molecules hard to make. */
final class Complexity {

  private Complexity() {}

  /** Atoms that could have two mirror forms, whether or not it is said which. */
  static int stereocentres(Molecule molecule) {
    Stereocenters centres = Stereocenters.of(molecule.graph());
    int count = 0;
    for (IAtom atom : molecule.graph().atoms()) {
      boolean tetrahedral =
          centres.elementType(atom.getIndex()) == Stereocenters.Type.Tetracoordinate;
      count += tetrahedral && centres.isStereocenter(atom.getIndex()) ? 1 : 0;
    }
    return count;
  }

  /** Atoms that two rings have in common and nothing else. */
  static int spiroAtoms(Molecule molecule) {
    BitSet found = new BitSet();
    int[][] rings = molecule.rings();
    for (int i = 0; i < rings.length; i++) {
      for (int j = i + 1; j < rings.length; j++) {
        BitSet common = atoms(rings[i]);
        common.and(atoms(rings[j]));
        if (common.cardinality() == 1) {
          found.or(common);
        }
      }
    }
    return found.cardinality();
  }

  /** Ends of paths of two bonds or more that two rings have in common. */
  static int bridgeheads(Molecule molecule) {
    BitSet found = new BitSet();
    int[][] rings = molecule.rings();
    for (int i = 0; i < rings.length; i++) {
      for (int j = i + 1; j < rings.length; j++) {
        BitSet common = bonds(molecule, rings[i]);
        common.and(bonds(molecule, rings[j]));
        if (common.cardinality() > 1) {
          found.or(ends(molecule, common));
        }
      }
    }
    return found.cardinality();
  }

  /** Whether a ring has more than eight atoms. */
  static boolean hasMacrocycle(Molecule molecule) {
    for (int[] ring : molecule.rings()) {
      if (ring.length - 1 > 8) {
        return true;
      }
    }
    return false;
  }

  private static BitSet atoms(int[] ring) {
    BitSet atoms = new BitSet();
    for (int atom : ring) {
      atoms.set(atom);
    }
    return atoms;
  }

  private static BitSet bonds(Molecule molecule, int[] ring) {
    BitSet bonds = new BitSet();
    for (int i = 0; i + 1 < ring.length; i++) {
      IAtom atom = molecule.graph().getAtom(ring[i]);
      bonds.set(atom.getBond(molecule.graph().getAtom(ring[i + 1])).getIndex());
    }
    return bonds;
  }

  private static BitSet ends(Molecule molecule, BitSet path) {
    BitSet once = new BitSet();
    path.stream()
        .mapToObj(molecule.graph()::getBond)
        .forEach(
            (IBond bond) -> {
              once.flip(bond.getBegin().getIndex());
              once.flip(bond.getEnd().getIndex());
            });
    return once;
  }
}
