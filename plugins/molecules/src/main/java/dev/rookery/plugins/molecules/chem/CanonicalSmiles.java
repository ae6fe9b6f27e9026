package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.graph.GraphUtil;
import org.openscience.cdk.graph.invariant.Canon;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.interfaces.IStereoElement;
import org.openscience.cdk.smiles.SmiFlavor;
import org.openscience.cdk.smiles.SmilesGenerator;
import uk.ac.ebi.beam.Functions;
import uk.ac.ebi.beam.Graph;

/**
 * Writes molecules so that all ways to write one give the same SMILES. The CDK does so with stereo
 * marks only through the native InChI library; here its canonical labels order the atoms of a
 * SMILES with stereo marks.
 */
final class CanonicalSmiles {

  /** With aromatic symbols, stereo marks and isotopes. */
  static final int FLAVOR =
      SmiFlavor.UseAromaticSymbols
          | SmiFlavor.StereoTetrahedral
          | SmiFlavor.StereoCisTrans
          | SmiFlavor.AtomicMass;

  /** Molecules whose atoms are alike in more ways are not worth the time. */
  private static final int MOST_WRITTEN = 256;

  private final IAtomContainer molecule;
  private final int[][] neighbours;
  private final Set<Integer> centres = new TreeSet<>();
  private final int[] places;
  private final String smiles;
  private String first = "";
  private int written;

  private CanonicalSmiles(IAtomContainer molecule) throws CDKException {
    this.molecule = molecule;
    this.neighbours = GraphUtil.toAdjList(molecule);
    this.places = new int[molecule.getAtomCount()];
    this.smiles = new SmilesGenerator(FLAVOR).create(molecule, places);
    for (IStereoElement<?, ?> element : molecule.stereoElements()) {
      if (element.getFocus() instanceof IAtom centre) {
        centres.add(centre.getIndex());
      } else if (element.getFocus() instanceof IBond centre) {
        centres.add(centre.getBegin().getIndex());
        centres.add(centre.getEnd().getIndex());
      }
    }
  }

  static String of(IAtomContainer molecule) {
    try {
      CanonicalSmiles canonical = new CanonicalSmiles(molecule);
      AtomClasses classes = AtomClasses.of(molecule, canonical.neighbours);
      List<Integer> alike = canonical.alike(classes);
      if (alike.isEmpty() && !classes.knowIsotopes()) {
        return canonical.ordered(Canon.label(molecule, canonical.neighbours));
      }
      canonical.search(classes, alike);
      return canonical.first;
    } catch (CDKException | IOException e) {
      throw new IllegalStateException("a molecule that was read can't be written", e);
    }
  }

  /**
   * Tells atoms apart that are alike, in each way in which one of them can be the first, until the
   * stereo marks no longer depend on the order of the rest; of what is written then, the first by
   * the alphabet counts.
   */
  private void search(AtomClasses classes, List<Integer> alike) throws IOException {
    if (alike.isEmpty()) {
      String text = ordered(Canon.label(molecule, neighbours, classes.numbers()));
      if (written == 0 || text.compareTo(first) < 0) {
        first = text;
      }
      written++;
    }
    for (int atom : alike) {
      if (written < MOST_WRITTEN) {
        AtomClasses apart = classes.with(atom);
        search(apart, alike(apart));
      }
    }
  }

  /**
   * Atoms that are alike and on whose order stereo marks depend: centres themselves, or two
   * neighbours of a centre. Empty if there are none.
   */
  private List<Integer> alike(AtomClasses classes) {
    for (List<Integer> alike : classes.ofSeveral()) {
      if (alike.stream().anyMatch(centres::contains)
          || centres.stream().anyMatch(centre -> hasTwo(centre, alike))) {
        return alike;
      }
    }
    return List.of();
  }

  private boolean hasTwo(int centre, List<Integer> atoms) {
    return Arrays.stream(neighbours[centre]).filter(atoms::contains).count() > 1;
  }

  private String ordered(long[] labels) throws IOException {
    int[] order = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      order[places[i]] = (int) labels[i] - 1;
    }
    Graph graph = Graph.fromSmiles(smiles).permute(order);
    graph.sort(new Graph.VisitHighOrderFirst());
    graph = Functions.normaliseDirectionalLabels(graph);
    graph.sort(new Graph.VisitHighOrderFirst()).sort(new Graph.VisitHydrogenFirst());
    return graph.toSmiles();
  }
}
