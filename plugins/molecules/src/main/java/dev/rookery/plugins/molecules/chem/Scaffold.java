package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openscience.cdk.graph.Cycles;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;

/**
 * The rings of a molecule and what connects them, of <a
 * href="https://doi.org/10.1021/jm9602928">Bemis and Murcko (1996)</a>. Atoms at double bonds to
 * rings and connections stay, as in RDKit. A molecule without rings has none: the empty text.
 */
public final class Scaffold {

  private Scaffold() {}

  /** The scaffold as canonical SMILES without stereo marks, or "". */
  public static String murcko(Molecule molecule) {
    return written(trimmed(molecule));
  }

  /** The scaffold with every atom a carbon and every bond a single one, or "". */
  public static String generic(Molecule molecule) {
    IAtomContainer graph = trimmed(molecule);
    for (IAtom atom : graph.atoms()) {
      atom.setAtomicNumber(IAtom.C);
      atom.setMassNumber(null);
      atom.setFormalCharge(0);
      atom.setIsAromatic(false);
      atom.setImplicitHydrogenCount(Math.max(0, 4 - atom.getBondCount()));
    }
    for (IBond bond : graph.bonds()) {
      bond.setOrder(IBond.Order.SINGLE);
      bond.setIsAromatic(false);
    }
    return written(graph);
  }

  private static String written(IAtomContainer graph) {
    return graph.isEmpty() ? "" : new Molecule(graph).canonicalSmiles();
  }

  private static IAtomContainer trimmed(Molecule molecule) {
    IAtomContainer graph = copy(molecule);
    Set<IAtom> core = core(graph);
    List<IAtom> outside = new ArrayList<>();
    for (IAtom atom : graph.atoms()) {
      if (!core.contains(atom) && !hangsAtDoubleBond(atom, core)) {
        outside.add(atom);
      }
    }
    outside.forEach(atom -> remove(graph, atom));
    Cycles.markRingAtomsAndBonds(graph);
    return graph;
  }

  private static IAtomContainer copy(Molecule molecule) {
    try {
      IAtomContainer copy = molecule.graph().clone();
      copy.setStereoElements(List.of());
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("molecules can be copied", e);
    }
  }

  /** What is left when ends are taken away until there are none. */
  private static Set<IAtom> core(IAtomContainer graph) {
    Set<IAtom> core = new HashSet<>();
    graph.atoms().forEach(core::add);
    boolean changed = true;
    while (changed) {
      changed = core.removeIf(atom -> !atom.isInRing() && neighboursIn(core, atom) < 2);
    }
    return core;
  }

  private static int neighboursIn(Set<IAtom> core, IAtom atom) {
    int count = 0;
    for (IAtom neighbour : atom.neighbors()) {
      count += core.contains(neighbour) ? 1 : 0;
    }
    return count;
  }

  private static boolean hangsAtDoubleBond(IAtom atom, Set<IAtom> core) {
    for (IBond bond : atom.bonds()) {
      if (bond.getOrder() == IBond.Order.DOUBLE && core.contains(bond.getOther(atom))) {
        return true;
      }
    }
    return false;
  }

  /** Its bonds become hydrogens of its neighbours. */
  private static void remove(IAtomContainer graph, IAtom atom) {
    for (IBond bond : atom.bonds()) {
      IAtom other = bond.getOther(atom);
      other.setImplicitHydrogenCount(other.getImplicitHydrogenCount() + bond.getOrder().numeric());
    }
    graph.removeAtom(atom);
  }
}
