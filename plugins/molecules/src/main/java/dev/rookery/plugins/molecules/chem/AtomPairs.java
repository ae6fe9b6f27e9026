package dev.rookery.plugins.molecules.chem;

import java.util.HashMap;
import java.util.Map;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IBond;

/**
 * Atom pairs of <a href="https://doi.org/10.1021/ci00046a002">Carhart, Smith and Venkataraghavan
 * (1985)</a>: the kinds of two atoms and the number of bonds between them.
 */
final class AtomPairs {

  private static final int FARTHEST = 10;

  private AtomPairs() {}

  static Fingerprint of(Molecule molecule) {
    int[] kinds = molecule.atoms().mapToInt(AtomPairs::kind).toArray();
    int[][] distances = Distances.of(molecule);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < kinds.length; i++) {
      for (int j = i + 1; j < kinds.length; j++) {
        if (distances[i][j] <= FARTHEST) {
          int first = Math.min(kinds[i], kinds[j]);
          int second = Math.max(kinds[i], kinds[j]);
          counts.merge(Hash.of(first, second, distances[i][j]), 1, Integer::sum);
        }
      }
    }
    return new Fingerprint(counts);
  }

  private static int kind(IAtom atom) {
    return Hash.of(atom.getAtomicNumber(), atom.getBondCount(), piElectrons(atom));
  }

  private static int piElectrons(IAtom atom) {
    if (atom.isAromatic()) {
      return 1;
    }
    boolean tetrahedral =
        atom.getBondCount() >= 3
            && (atom.getAtomicNumber() == IAtom.S || atom.getAtomicNumber() == IAtom.P);
    int electrons = 0;
    for (IBond bond : atom.bonds()) {
      electrons += bond.getOrder().numeric() - 1;
    }
    return tetrahedral ? 0 : electrons;
  }
}
