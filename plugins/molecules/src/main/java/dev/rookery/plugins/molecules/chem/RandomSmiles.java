package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.smiles.SmilesGenerator;
import uk.ac.ebi.beam.Edge;
import uk.ac.ebi.beam.Graph;

/**
 * Writes a molecule in one of the many ways that SMILES has, beginning at any atom. Of the ways to
 * go on from an atom, those that leave a ring come before those that stay in it: the "restricted"
 * randomization of Arús-Pous et al. 2019, which is AceGen's. The others nest half a molecule in a
 * branch, and are hard to learn. Numbers of rings are used again as soon as they are free, as RDKit
 * does.
 */
final class RandomSmiles {

  private RandomSmiles() {}

  static String of(IAtomContainer molecule, SplittableRandom random) {
    try {
      int[] places = new int[molecule.getAtomCount()];
      Graph graph =
          Graph.fromSmiles(new SmilesGenerator(CanonicalSmiles.FLAVOR).create(molecule, places));
      int[] order = permutation(graph.order(), random);
      Set<Long> inRing = new HashSet<>();
      for (IBond bond : molecule.bonds()) {
        if (bond.isInRing()) {
          int begin = order[places[bond.getBegin().getIndex()]];
          int end = order[places[bond.getEnd().getIndex()]];
          inRing.add(pair(begin, end));
        }
      }
      Graph shuffled = graph.permute(order);
      return RingNumbers.lowest(shuffled.sort(restricted(inRing)).toSmiles());
    } catch (CDKException | IOException e) {
      throw new IllegalStateException("a molecule that was read can't be written", e);
    }
  }

  private static Graph.EdgeComparator restricted(Set<Long> inRing) {
    return (graph, from, one, two) -> {
      int difference = Integer.compare(rank(from, one, inRing), rank(from, two, inRing));
      return difference < 0 || (difference == 0 && one.other(from) < two.other(from));
    };
  }

  /** Bonds out of a ring first, then those of the highest order. */
  private static int rank(int from, Edge edge, Set<Long> inRing) {
    return inRing.contains(pair(from, edge.other(from))) ? 4 - edge.bond().order() : 0;
  }

  private static long pair(int one, int two) {
    return ((long) Math.min(one, two) << 32) | Math.max(one, two);
  }

  private static int[] permutation(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int place = random.nextInt(i + 1);
      order[i] = order[place];
      order[place] = i;
    }
    return order;
  }
}
