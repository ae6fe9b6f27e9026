package dev.rookery.plugins.molecules.chem;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openscience.cdk.graph.ConnectivityChecker;
import org.openscience.cdk.graph.GraphUtil;
import org.openscience.cdk.interfaces.IAtomContainer;

/**
 * A molecule of given fragments and what links them.
 *
 * @param smiles how it is written; may be no molecule
 * @param given places of the fragments' atoms, in the order of the text
 */
public record LinkedMolecule(String smiles, Set<Integer> given) {

  public LinkedMolecule {
    given = Set.copyOf(given);
  }

  /** The same with a fragment that happens to be in the linker, if it is. */
  public Optional<LinkedMolecule> having(OpenMolecule fragment) {
    return graph()
        .flatMap(graph -> fragment.occurrence(graph, given))
        .map(more -> new LinkedMolecule(smiles, union(given, more)));
  }

  /**
   * The molecules that a fragment makes of it at each atom of the linker that has a hydrogen. The
   * fragment is written right behind that atom, and everything else in its order.
   *
   * @return none if there is no such atom, or this is no molecule in one piece
   */
  public List<LinkedMolecule> linked(OpenMolecule fragment, SplittableRandom random) {
    return graph().stream()
        .flatMap(
            graph ->
                IntStream.range(0, graph.getAtomCount())
                    .filter(atom -> !given.contains(atom))
                    .filter(atom -> graph.getAtom(atom).getImplicitHydrogenCount() > 0)
                    .mapToObj(atom -> linkedAt(atom, graph, fragment, random)))
        .toList();
  }

  private Optional<IAtomContainer> graph() {
    try {
      IAtomContainer graph = Molecule.read(smiles).graph();
      return ConnectivityChecker.isConnected(graph) ? Optional.of(graph) : Optional.empty();
    } catch (NoMoleculeException e) {
      return Optional.empty();
    }
  }

  private LinkedMolecule linkedAt(
      int atom, IAtomContainer graph, OpenMolecule fragment, SplittableRandom random) {
    int size = graph.getAtomCount();
    int added = fragment.atoms();
    int[] before = OrderToEnd.of(neighbours(Points.attached(graph, List.of(atom))), size, random);
    IAtomContainer both = joined(Points.attached(graph, List.of(atom)), before, fragment, random);
    int[] wanted = new int[size + added];
    for (int old = 0; old < size; old++) {
      wanted[before[old]] = old <= atom ? old : old + added;
    }
    for (int extra = 0; extra < added; extra++) {
      wanted[size + extra] = atom + 1 + extra;
    }
    int[] places = OrderedSmiles.followable(neighbours(both), wanted);
    Set<Integer> all = new HashSet<>();
    given.forEach(old -> all.add(places[before[old]]));
    IntStream.range(size, size + added).forEach(extra -> all.add(places[extra]));
    return new LinkedMolecule(OrderedSmiles.of(both, places), all);
  }

  /** What ends at a point, and then what begins at one: together a SMILES without either. */
  private static IAtomContainer joined(
      IAtomContainer open, int[] places, OpenMolecule fragment, SplittableRandom random) {
    String text = OrderedSmiles.of(open, places);
    String before = text.substring(0, text.length() - 1);
    try {
      return Molecule.read(bound(before, fragment.beginningAtPoint(random))).graph();
    } catch (NoMoleculeException e) {
      throw new IllegalStateException("two molecules can be linked", e);
    }
  }

  /** Where both tell the direction of the bond between them, it must be told once. */
  private static String bound(String before, String after) {
    char last = before.charAt(before.length() - 1);
    char first = after.charAt(0);
    if (!isDirection(last) || !isDirection(first)) {
      return before + after;
    }
    return before + (last == first ? after : turned(after)).substring(1);
  }

  private static boolean isDirection(char bond) {
    return bond == '/' || bond == '\\';
  }

  /** The same with all directions the other way, which mean the same. */
  private static String turned(String smiles) {
    return smiles.replace('/', '|').replace('\\', '/').replace('|', '\\');
  }

  private static int[][] neighbours(IAtomContainer graph) {
    return GraphUtil.toAdjList(graph);
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    Set<Integer> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
