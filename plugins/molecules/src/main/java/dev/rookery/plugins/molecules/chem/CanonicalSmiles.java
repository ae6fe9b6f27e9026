package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  private final IAtomContainer molecule;
  private final int[][] neighbours;
  private final int[] places;
  private final String smiles;

  private CanonicalSmiles(IAtomContainer molecule) throws CDKException {
    this.molecule = molecule;
    this.neighbours = GraphUtil.toAdjList(molecule);
    this.places = new int[molecule.getAtomCount()];
    this.smiles = new SmilesGenerator(FLAVOR).create(molecule, places);
  }

  static String of(IAtomContainer molecule) {
    try {
      CanonicalSmiles canonical = new CanonicalSmiles(molecule);
      String first = null;
      for (long[] labels : canonical.labellings()) {
        String written = canonical.ordered(labels);
        if (first == null || written.compareTo(first) < 0) {
          first = written;
        }
      }
      return String.valueOf(first);
    } catch (CDKException | IOException e) {
      throw new IllegalStateException("a molecule that was read can't be written", e);
    }
  }

  /**
   * Labels of the atoms from 1 on. Labels know no stereo marks: where these alone may tell centres
   * apart, there is one labelling for each centre that could be the first.
   */
  private List<long[]> labellings() {
    long[] classes = Canon.symmetry(molecule, neighbours);
    Set<Integer> centres = new TreeSet<>();
    for (IStereoElement<?, ?> element : molecule.stereoElements()) {
      if (element.getFocus() instanceof IAtom centre) {
        centres.add(centre.getIndex());
      } else if (element.getFocus() instanceof IBond centre) {
        centres.add(centre.getBegin().getIndex());
        centres.add(centre.getEnd().getIndex());
      }
    }
    Map<Long, List<Integer>> alike = new TreeMap<>();
    for (int atom = 0; atom < classes.length; atom++) {
      if (isLike(centres, classes, atom)) {
        alike.computeIfAbsent(classes[atom], none -> new ArrayList<>()).add(atom);
      }
    }
    List<long[]> all = new ArrayList<>();
    alike.values().stream()
        .filter(group -> group.size() > 1)
        .flatMap(List::stream)
        .forEach(centre -> all.add(labels(classes, centre)));
    if (all.isEmpty()) {
      all.add(Canon.label(molecule, neighbours));
    }
    return all;
  }

  /** Whether an atom has a stereo mark, or is like one that has. */
  private static boolean isLike(Set<Integer> centres, long[] classes, int atom) {
    return centres.stream().anyMatch(centre -> classes[centre] == classes[atom]);
  }

  private long[] labels(long[] classes, int first) {
    long[] initial = new long[classes.length];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = 2 * classes[i] + (i == first ? 0 : 1);
    }
    return Canon.label(molecule, neighbours, initial);
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
