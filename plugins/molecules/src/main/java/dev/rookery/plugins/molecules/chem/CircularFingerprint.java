package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;

/**
 * Extended-connectivity fingerprints of <a href="https://doi.org/10.1021/ci100050t">Rogers and Hahn
 * (2010)</a>: the surroundings of each atom up to a number of bonds; diameter 4 is radius 2.
 * Numbers are mixed as RDKit's Morgan fingerprints do, so that the features have the same ids,
 * without chirality.
 */
final class CircularFingerprint {

  private static final int AROMATIC = 12;

  private final IAtomContainer graph;
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Set<BitSet> seen = new HashSet<>();
  private int[] invariants;
  private BitSet[] bonds;
  private final boolean[] dead;

  private CircularFingerprint(Molecule molecule, int[] invariants) {
    this.graph = molecule.graph();
    this.invariants = invariants;
    this.dead = new boolean[invariants.length];
    this.bonds = new BitSet[invariants.length];
    for (int i = 0; i < bonds.length; i++) {
      bonds[i] = new BitSet();
      count(invariants[i]);
    }
  }

  /**
   * The features of a molecule.
   *
   * @param radius in bonds
   */
  static Fingerprint of(Molecule molecule, int radius) {
    return of(molecule, radius, connectivity(molecule));
  }

  /**
   * The features of a molecule whose atoms are told apart by these numbers only.
   *
   * @param radius in bonds
   */
  static Fingerprint of(Molecule molecule, int radius, int[] invariants) {
    CircularFingerprint fingerprint = new CircularFingerprint(molecule, invariants);
    for (int layer = 0; layer < radius; layer++) {
      fingerprint.grow(layer);
    }
    return new Fingerprint(fingerprint.counts);
  }

  private void count(int id) {
    counts.merge(id, 1, Integer::sum);
  }

  private record Grown(int atom, int id, BitSet bonds) {}

  private void grow(int layer) {
    int[] next = new int[invariants.length];
    BitSet[] nextBonds = bonds.clone();
    List<Grown> grown = new ArrayList<>();
    for (IAtom atom : graph.atoms()) {
      int i = atom.getIndex();
      if (atom.getBondCount() == 0) {
        dead[i] = true;
      }
      if (!dead[i]) {
        nextBonds[i] = surroundings(atom);
        next[i] = mixed(layer, atom);
        grown.add(new Grown(i, next[i], nextBonds[i]));
      }
    }
    // Where two atoms have the same surroundings, these count once.
    grown.sort(
        Comparator.<Grown>comparingLong(each -> Integer.toUnsignedLong(each.id()))
            .thenComparingInt(Grown::atom));
    for (Grown each : grown) {
      if (seen.add(each.bonds())) {
        count(each.id());
      } else {
        dead[each.atom()] = true;
      }
    }
    invariants = next;
    bonds = nextBonds;
  }

  private BitSet surroundings(IAtom atom) {
    BitSet all = (BitSet) bonds[atom.getIndex()].clone();
    for (IBond bond : atom.bonds()) {
      all.set(bond.getIndex());
      all.or(bonds[bond.getOther(atom).getIndex()]);
    }
    return all;
  }

  private int mixed(int layer, IAtom atom) {
    List<int[]> neighbours = new ArrayList<>();
    for (IBond bond : atom.bonds()) {
      int type = bond.isAromatic() ? AROMATIC : bond.getOrder().numeric();
      neighbours.add(new int[] {type, invariants[bond.getOther(atom).getIndex()]});
    }
    neighbours.sort(
        Comparator.<int[]>comparingInt(pair -> pair[0])
            .thenComparing((a, b) -> Integer.compareUnsigned(a[1], b[1])));
    int hash = Hash.combine(layer, invariants[atom.getIndex()]);
    for (int[] pair : neighbours) {
      hash = Hash.combine(hash, Hash.of(pair));
    }
    return hash;
  }

  /** Element, neighbours, hydrogens, charge, isotope and whether in a ring, of each atom. */
  private static int[] connectivity(Molecule molecule) {
    IAtomContainer graph = molecule.graph();
    int[] ids = new int[graph.getAtomCount()];
    for (IAtom atom : graph.atoms()) {
      int id =
          Hash.of(
              atom.getAtomicNumber(),
              atom.getBondCount() + atom.getImplicitHydrogenCount(),
              Molecule.hydrogens(atom),
              atom.getFormalCharge(),
              isotopeShift(atom));
      ids[atom.getIndex()] = atom.isInRing() ? Hash.combine(id, 1) : id;
    }
    return ids;
  }

  /**
   * By how much an isotope is heavier than the element, in whole units. RDKit's masses of elements
   * have three decimals, which decides for oxygen 18.
   */
  private static int isotopeShift(IAtom atom) {
    if (atom.getMassNumber() == null || atom.getAtomicNumber() == 0) {
      return 0;
    }
    double element = Math.round(1000 * Composition.naturalMass(atom)) / 1000.0;
    return (int) (Composition.isotopeMass(atom) - element);
  }
}
