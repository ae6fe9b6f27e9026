package dev.rookery.plugins.molecules.chem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;

/**
 * A molecule that can exist: its valences are possible and its aromatic rings have Kekulé
 * structures. Must not be changed; may be read by several threads.
 */
public final class Molecule {

  private final IAtomContainer graph;
  private final int[][] rings;

  Molecule(IAtomContainer graph) {
    this.graph = graph;
    this.rings = ShortRings.of(graph);
  }

  /**
   * Reads a SMILES.
   *
   * @throws NoMoleculeException if it can't be read, or stands for something that can't exist
   */
  public static Molecule read(String smiles) throws NoMoleculeException {
    return MoleculeReader.read(smiles);
  }

  /**
   * Atoms and bonds: Kekulé bond orders, aromaticity as flags, hydrogens as counts unless they are
   * isotopes.
   */
  IAtomContainer graph() {
    return graph;
  }

  /**
   * Rings, each as its atoms in order, the first one again at the end: the shortest ones, and where
   * several are equally short all of them, so that bicyclo[2.2.2]octane has three; one basis of
   * them where these are very many, as {@link ShortRings} says.
   */
  int[][] rings() {
    return rings;
  }

  /** The SMILES that all ways to write this molecule have in common, with stereo marks. */
  public String canonicalSmiles() {
    return CanonicalSmiles.of(graph);
  }

  /** A SMILES of this molecule that begins anywhere and goes on anyhow. */
  public String randomSmiles(SplittableRandom random) {
    return RandomSmiles.of(graph, random);
  }

  /** Number of atoms that are neither hydrogen nor an asterisk. */
  public int heavyAtoms() {
    return (int) atoms().filter(atom -> atom.getAtomicNumber() > IAtom.H).count();
  }

  Stream<IAtom> atoms() {
    return StreamSupport.stream(graph.atoms().spliterator(), false);
  }

  Stream<IBond> bonds() {
    return StreamSupport.stream(graph.bonds().spliterator(), false);
  }

  /** Number of connected parts of some of the atoms. */
  static int parts(Set<IAtom> atoms) {
    Set<IAtom> unseen = new HashSet<>(atoms);
    int parts = 0;
    while (!unseen.isEmpty()) {
      parts++;
      Deque<IAtom> border = new ArrayDeque<>();
      IAtom first = unseen.iterator().next();
      unseen.remove(first);
      border.add(first);
      while (!border.isEmpty()) {
        for (IAtom neighbour : border.remove().neighbors()) {
          if (unseen.remove(neighbour)) {
            border.add(neighbour);
          }
        }
      }
    }
    return parts;
  }

  /** Number of hydrogens of an atom, counted and drawn. */
  static int hydrogens(IAtom atom) {
    int count = atom.getImplicitHydrogenCount();
    for (IAtom neighbour : atom.neighbors()) {
      count += neighbour.getAtomicNumber() == IAtom.H ? 1 : 0;
    }
    return count;
  }

  @Override
  public String toString() {
    return canonicalSmiles();
  }
}
