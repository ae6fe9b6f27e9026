package dev.rookery.plugins.molecules.chem;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;

/** Numbers of bonds between atoms. */
final class Distances {

  /** Between parts that no bonds connect. */
  static final int NONE = Integer.MAX_VALUE;

  private Distances() {}

  /** The shortest way from each atom to each other one. */
  static int[][] of(Molecule molecule) {
    IAtomContainer graph = molecule.graph();
    int[][] distances = new int[graph.getAtomCount()][graph.getAtomCount()];
    for (IAtom from : graph.atoms()) {
      int[] row = distances[from.getIndex()];
      Arrays.fill(row, NONE);
      row[from.getIndex()] = 0;
      Deque<IAtom> border = new ArrayDeque<>();
      border.add(from);
      while (!border.isEmpty()) {
        IAtom atom = border.remove();
        for (IAtom neighbour : atom.neighbors()) {
          if (row[neighbour.getIndex()] == NONE) {
            row[neighbour.getIndex()] = row[atom.getIndex()] + 1;
            border.add(neighbour);
          }
        }
      }
    }
    return distances;
  }
}
