package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Atoms and bonds in the order in which a text has them. */
final class BondGraph {

  private record Ends(int from, int to) {}

  /** Of a ring that is not closed yet. */
  private static final Ends NOT_YET = new Ends(-1, -1);

  private final List<Integer> roots = new ArrayList<>();
  private final List<Atom> atoms = new ArrayList<>();
  private final List<List<Ends>> outgoing = new ArrayList<>();
  private final Map<Ends, Bond> bonds = new HashMap<>();
  private final List<Double> bondCounts = new ArrayList<>();

  /** The aromatic neighbours of aromatic atoms, both in the order in which they came. */
  private final Map<Integer, List<Integer>> delocalized = new LinkedHashMap<>();

  int size() {
    return atoms.size();
  }

  List<Atom> atoms() {
    return List.copyOf(atoms);
  }

  Atom atom(int index) {
    return atoms.get(index);
  }

  /** The first atoms of the parts. */
  List<Integer> roots() {
    return List.copyOf(roots);
  }

  Map<Integer, List<Integer>> delocalized() {
    return delocalized;
  }

  void add(Atom atom, boolean root) {
    if (root) {
      roots.add(atom.index());
    }
    atoms.add(atom);
    outgoing.add(new ArrayList<>());
    bondCounts.add(0.0);
    if (atom.aromatic()) {
      delocalized.put(atom.index(), new ArrayList<>());
    }
  }

  void replace(int index, Function<Atom, Atom> change) {
    atoms.set(index, change.apply(atoms.get(index)));
  }

  /** Sum of the orders of an atom's bonds. */
  double bondCount(Atom atom) {
    return bondCounts.get(atom.index());
  }

  boolean connects(int one, int other) {
    return bonds.containsKey(new Ends(one, other)) || bonds.containsKey(new Ends(other, one));
  }

  Bond bond(int from, int to) {
    Bond bond = bonds.get(new Ends(from, to));
    if (bond == null) {
      throw new IllegalStateException("no bond from " + from + " to " + to);
    }
    return bond;
  }

  /** The bonds that lead away from an atom in the text, in order. */
  List<Bond> outgoing(int index) {
    return outgoing.get(index).stream().map(ends -> bond(ends.from(), ends.to())).toList();
  }

  /** A bond to an atom that follows. */
  void addChain(int from, int to, double order, String stereo) {
    put(new Bond(from, to, order, stereo, false));
    outgoing.get(from).add(new Ends(from, to));
    count(from, to, order);
  }

  /**
   * Keeps a place for a ring's bond.
   *
   * @return the place, for {@link #addRing}
   */
  int reserve(int index) {
    outgoing.get(index).add(NOT_YET);
    return outgoing.get(index).size() - 1;
  }

  /** A bond of a ring, at the end of both atoms' bonds or at the place that was reserved. */
  void addRing(Bond forth, int reserved, Bond back) {
    put(forth);
    put(back);
    outgoing.get(forth.from()).set(reserved, new Ends(forth.from(), forth.to()));
    outgoing.get(back.from()).add(new Ends(back.from(), back.to()));
    count(forth.from(), forth.to(), forth.order());
  }

  /** A bond of a ring, at these places of both atoms' bonds. */
  void insertRing(Bond forth, int forthPlace, Bond back, int backPlace) {
    put(forth);
    put(back);
    outgoing.get(forth.from()).add(forthPlace, new Ends(forth.from(), forth.to()));
    outgoing.get(back.from()).add(backPlace, new Ends(back.from(), back.to()));
    count(forth.from(), forth.to(), forth.order());
  }

  private void put(Bond bond) {
    bonds.put(new Ends(bond.from(), bond.to()), bond);
  }

  private void count(int one, int other, double order) {
    add(one, order);
    add(other, order);
    if (order == Bond.AROMATIC) {
      delocalized.computeIfAbsent(one, none -> new ArrayList<>()).add(other);
      delocalized.computeIfAbsent(other, none -> new ArrayList<>()).add(one);
    }
  }

  private void add(int index, double order) {
    bondCounts.set(index, bondCounts.get(index) + order);
  }

  void setOrder(int one, int other, double order) {
    double before = 0;
    for (Ends ends : List.of(new Ends(one, other), new Ends(other, one))) {
      Bond bond = bonds.get(ends);
      if (bond != null) {
        before = bond.order();
        put(bond.withOrder(order));
      }
    }
    add(one, order - before);
    add(other, order - before);
  }
}
