package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.smiles.SmilesGenerator;
import uk.ac.ebi.beam.Graph;

/** Writes molecules with their atoms in a given order. */
final class OrderedSmiles {

  private OrderedSmiles() {}

  /**
   * The places that atoms get when, at every atom, what comes first by a wanted order is written
   * next. Not every order can be followed, as rings are gone round.
   *
   * @param neighbours of each atom; all atoms are connected
   * @param wanted the wanted place of each atom
   */
  static int[] followable(int[][] neighbours, int[] wanted) {
    int[] places = new int[wanted.length];
    Arrays.fill(places, -1);
    int first =
        IntStream.range(0, wanted.length)
            .filter(atom -> wanted[atom] == 0)
            .findFirst()
            .orElseThrow();
    place(first, 0, neighbours, wanted, places);
    return places;
  }

  /** How many atoms have a place then. */
  private static int place(int atom, int before, int[][] neighbours, int[] wanted, int[] places) {
    places[atom] = before;
    int placed = before + 1;
    int[] next =
        Arrays.stream(neighbours[atom])
            .boxed()
            .sorted(Comparator.comparing(neighbour -> wanted[neighbour]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int neighbour : next) {
      if (places[neighbour] < 0) {
        placed = place(neighbour, placed, neighbours, wanted, places);
      }
    }
    return placed;
  }

  /**
   * A SMILES.
   *
   * @param places of each atom, which can be followed
   */
  static String of(IAtomContainer molecule, int[] places) {
    try {
      int[] written = new int[places.length];
      Graph graph =
          Graph.fromSmiles(new SmilesGenerator(CanonicalSmiles.FLAVOR).create(molecule, written));
      int[] order = new int[places.length];
      for (int atom = 0; atom < places.length; atom++) {
        order[written[atom]] = places[atom];
      }
      return RingNumbers.lowest(
          graph
              .permute(order)
              .sort((all, from, one, two) -> one.other(from) < two.other(from))
              .toSmiles());
    } catch (CDKException | IOException e) {
      throw new IllegalStateException("a molecule that was read can't be written", e);
    }
  }
}
