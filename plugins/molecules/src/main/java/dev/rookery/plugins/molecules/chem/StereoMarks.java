package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.interfaces.IChemObject;
import org.openscience.cdk.interfaces.IStereoElement;

/**
 * The stereo marks of a molecule with points, to be put back in what becomes of it. With hydrogens
 * in place of its points an atom may be no stereo centre: no text shows its mark then. Must not be
 * changed; may be read by several threads.
 */
public final class StereoMarks {

  private final IAtomContainer graph;
  private final int[] places;
  private final List<Integer> points;

  /**
   * @param graph with points, and marks
   * @param places of its atoms in what becomes of it; those of points don't count
   * @param points in the order in which something is bound in their place
   */
  StereoMarks(IAtomContainer graph, int[] places, List<Integer> points) {
    this.graph = graph;
    this.places = places.clone();
    this.points = List.copyOf(points);
  }

  /**
   * A copy of what became of it, with its marks. One is left out where something else is bound than
   * one atom by a single bond in place of each point: then it tells nothing; so are all where its
   * atoms and bonds are not.
   */
  IAtomContainer in(IAtomContainer become) {
    if (!isIn(become)) {
      return become;
    }
    IAtomContainer copy = Points.copy(become);
    Map<IChemObject, IChemObject> found = bonds(atoms(copy), copy);
    for (IStereoElement<?, ?> element : graph.stereoElements()) {
      IStereoElement<?, ?> there = element.mapStrict(found);
      if (there != null) {
        mark(there, copy);
      }
    }
    return copy;
  }

  private boolean isIn(IAtomContainer other) {
    if (other.getAtomCount() < graph.getAtomCount() - points.size()) {
      return false;
    }
    for (IBond bond : graph.bonds()) {
      int begin = places[bond.getBegin().getIndex()];
      int end = places[bond.getEnd().getIndex()];
      boolean isThere =
          points.contains(bond.getBegin().getIndex())
              || points.contains(bond.getEnd().getIndex())
              || other.getBond(other.getAtom(begin), other.getAtom(end)) != null;
      if (!isThere) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("rawtypes") // the CDK's list of them is
  private static void mark(IStereoElement<?, ?> element, IAtomContainer graph) {
    List<IStereoElement> elements = new ArrayList<>(List.of(element));
    for (IStereoElement<?, ?> other : graph.stereoElements()) {
      if (!other.getFocus().equals(element.getFocus())) {
        elements.add(other);
      }
    }
    graph.setStereoElements(elements);
  }

  /** Its atoms, each with that in the other molecule. */
  private Map<IAtom, IAtom> atoms(IAtomContainer other) {
    Map<IAtom, IAtom> found = new HashMap<>();
    for (IAtom atom : graph.atoms()) {
      if (!points.contains(atom.getIndex())) {
        found.put(atom, other.getAtom(places[atom.getIndex()]));
      }
    }
    for (int point : points) {
      IAtom bound = graph.getAtom(point).neighbors().iterator().next();
      IAtom there = found.get(bound);
      if (there.getBondCount() == bound.getBondCount()) {
        StreamSupport.stream(there.bonds().spliterator(), false)
            .filter(bond -> bond.getOrder() == IBond.Order.SINGLE)
            .map(bond -> bond.getOther(there))
            .filter(atom -> !found.containsValue(atom))
            .min(Comparator.comparing(IAtom::getIndex))
            .ifPresent(atom -> found.put(graph.getAtom(point), atom));
      }
    }
    return found;
  }

  /** The same with its bonds. */
  private Map<IChemObject, IChemObject> bonds(Map<IAtom, IAtom> atoms, IAtomContainer other) {
    Map<IChemObject, IChemObject> found = new HashMap<>(atoms);
    for (IBond bond : graph.bonds()) {
      if (atoms.containsKey(bond.getBegin()) && atoms.containsKey(bond.getEnd())) {
        found.put(bond, other.getBond(atoms.get(bond.getBegin()), atoms.get(bond.getEnd())));
      }
    }
    return found;
  }
}
