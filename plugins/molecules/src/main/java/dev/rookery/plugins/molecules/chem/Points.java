package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openscience.cdk.graph.Cycles;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.interfaces.IPseudoAtom;
import org.openscience.cdk.interfaces.IStereoElement;
import org.openscience.cdk.stereo.TetrahedralChirality;
import org.openscience.cdk.tools.manipulator.AtomContainerManipulator;

/**
 * Puts asterisks in place of hydrogens, and hydrogens in place of asterisks. Stereo marks stay at
 * atoms that can have one either way.
 */
final class Points {

  private Points() {}

  /**
   * A copy without some of the asterisks, whose neighbours have one hydrogen more.
   *
   * @param points places of asterisks
   */
  static IAtomContainer closed(IAtomContainer graph, List<Integer> points) {
    IAtomContainer copy = copy(graph);
    forgetMarks(copy, points);
    for (int point : points) {
      IAtom hydrogen = copy.getBuilder().newAtom();
      hydrogen.setAtomicNumber(IAtom.H);
      hydrogen.setImplicitHydrogenCount(0);
      copy.setAtom(point, hydrogen);
    }
    IAtomContainer closed = AtomContainerManipulator.suppressHydrogens(copy);
    Cycles.markRingAtomsAndBonds(closed);
    return closed;
  }

  /** An atom with two hydrogens is no centre, and the CDK may stumble over its mark. */
  @SuppressWarnings("rawtypes") // the CDK's list of them is
  private static void forgetMarks(IAtomContainer graph, List<Integer> points) {
    List<IStereoElement> left = new ArrayList<>();
    for (IStereoElement<?, ?> element : graph.stereoElements()) {
      if (centre(element).allMatch(atom -> hydrogens(atom, points) < 2)) {
        left.add(element);
      }
    }
    graph.setStereoElements(left);
  }

  private static Stream<IAtom> centre(IStereoElement<?, ?> element) {
    return element.getFocus() instanceof IBond bond
        ? Stream.of(bond.getBegin(), bond.getEnd())
        : Stream.of((IAtom) element.getFocus());
  }

  private static long hydrogens(IAtom atom, List<Integer> points) {
    return atom.getImplicitHydrogenCount()
        + StreamSupport.stream(atom.neighbors().spliterator(), false)
            .filter(neighbour -> points.contains(neighbour.getIndex()))
            .count();
  }

  /**
   * A copy with an asterisk at each of these atoms that has a hydrogen.
   *
   * @param atoms an atom that is there twice gets two
   */
  static IAtomContainer attached(IAtomContainer graph, List<Integer> atoms) {
    IAtomContainer copy = copy(graph);
    for (int place : atoms) {
      IAtom atom = copy.getAtom(place);
      if (atom.getImplicitHydrogenCount() > 0) {
        attach(copy, atom);
      }
    }
    return copy;
  }

  private static void attach(IAtomContainer graph, IAtom atom) {
    IPseudoAtom asterisk = graph.getBuilder().newInstance(IPseudoAtom.class, "*");
    asterisk.setImplicitHydrogenCount(0);
    graph.addAtom(asterisk);
    IAtom point = graph.getAtom(graph.getAtomCount() - 1);
    graph.addBond(atom.getIndex(), point.getIndex(), IBond.Order.SINGLE);
    atom.setImplicitHydrogenCount(atom.getImplicitHydrogenCount() - 1);
    takePlaceOfHydrogen(graph, atom, point);
  }

  /** Among the neighbours of a centre, the centre itself stands for its hydrogen. */
  @SuppressWarnings("rawtypes") // the CDK's list of them is
  private static void takePlaceOfHydrogen(IAtomContainer graph, IAtom centre, IAtom instead) {
    List<IStereoElement> elements = new ArrayList<>();
    for (IStereoElement<?, ?> element : graph.stereoElements()) {
      boolean has =
          element instanceof TetrahedralChirality chirality && chirality.getFocus().equals(centre);
      elements.add(has ? with(instead, (TetrahedralChirality) element) : element);
    }
    graph.setStereoElements(elements);
  }

  private static TetrahedralChirality with(IAtom instead, TetrahedralChirality chirality) {
    IAtom[] around =
        chirality.getCarriers().stream()
            .map(atom -> atom.equals(chirality.getFocus()) ? instead : atom)
            .toArray(IAtom[]::new);
    return new TetrahedralChirality(chirality.getFocus(), around, chirality.getConfigOrder());
  }

  static IAtomContainer copy(IAtomContainer graph) {
    try {
      return graph.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("molecules can be copied", e);
    }
  }
}
