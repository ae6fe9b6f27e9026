package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives aromatic bonds their orders: each aromatic atom that can have a double bond has one. Which
 * of the possible structures comes out is settled by {@link PerfectMatching}.
 */
final class KekuleStructure {

  private final BondGraph graph;

  KekuleStructure(BondGraph graph) {
    this.graph = graph;
  }

  /**
   * Makes all bonds single, double or triple.
   *
   * @throws NotationException if there is no such structure
   */
  void assign() {
    Map<Integer, List<Integer>> delocalized = graph.delocalized();
    if (delocalized.isEmpty()) {
      return;
    }
    List<Integer> atoms =
        delocalized.keySet().stream().filter(this::needsDoubleBond).sorted().toList();
    Map<Integer, Integer> places = new TreeMap<>();
    atoms.forEach(atom -> places.put(atom, places.size()));
    List<List<Integer>> neighbours = new ArrayList<>();
    for (int atom : atoms) {
      neighbours.add(
          delocalized.getOrDefault(atom, List.of()).stream()
              .filter(places::containsKey)
              .map(other -> places.getOrDefault(other, -1))
              .toList());
    }
    int[] mates =
        new PerfectMatching(neighbours)
            .find()
            .orElseThrow(() -> new NotationException("it has no Kekulé structure"));
    delocalized.forEach((atom, others) -> others.forEach(other -> graph.setOrder(atom, other, 1)));
    for (int i = 0; i < mates.length; i++) {
      graph.setOrder(atoms.get(i), atoms.get(mates[i]), 2);
    }
  }

  /** Whether a bond is missing; aromatic bonds count as single ones here. */
  private boolean needsDoubleBond(int index) {
    List<Integer> others = graph.delocalized().getOrDefault(index, List.of());
    if (others.isEmpty()) {
      return false;
    }
    Atom atom = graph.atom(index);
    List<Integer> valences = Elements.aromaticValences(atom.element());
    int used = (int) (graph.bondCount(atom) - 0.5 * others.size());
    if (atom.hydrogens().isEmpty()) {
      return !valences.contains(used);
    }
    int free =
        valences.get(valences.size() - 1) - atom.charge() - used - atom.hydrogens().getAsInt();
    return free >= 0 && free % 2 != 0;
  }
}
