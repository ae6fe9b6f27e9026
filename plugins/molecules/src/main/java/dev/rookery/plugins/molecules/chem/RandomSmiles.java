package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.util.SplittableRandom;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.smiles.SmilesGenerator;
import uk.ac.ebi.beam.Graph;

/** Writes a molecule in one of the many ways that SMILES has, beginning at any atom. */
final class RandomSmiles {

  private RandomSmiles() {}

  static String of(IAtomContainer molecule, SplittableRandom random) {
    try {
      Graph graph = Graph.fromSmiles(new SmilesGenerator(CanonicalSmiles.FLAVOR).create(molecule));
      return graph.permute(permutation(graph.order(), random)).toSmiles();
    } catch (CDKException | IOException e) {
      throw new IllegalStateException("a molecule that was read can't be written", e);
    }
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
