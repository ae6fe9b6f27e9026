package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;

/**
 * How much there is to say about a molecule's bonds and elements, in bits: the complexity of <a
 * href="https://doi.org/10.1021/ja00402a071">Bertz (1981)</a>, with RDKit's definitions. Hydrogens
 * don't count.
 *
 * <p>A connection is a pair of bonds at one atom, as often as the product of their orders says, or
 * a pair within a multiple bond; an aromatic bond has the order 1.5. Connections are alike if their
 * atoms are, and atoms are alike if they have the same distances to all others, where a bond is the
 * shorter the higher its order.
 */
public final class BertzComplexity {

  /** Atoms are alike if so many of the nearest are at the same distances. */
  private static final int NEAREST = 100;

  /** Distances are compared to so many parts of one. */
  private static final double PARTS = 1e4;

  /** What a connection is between: classes of atoms, the outer ones in ascending order. */
  private record Connection(int middle, int outerOne, int outerTwo) {}

  /** A multiple bond has no atom in its middle. */
  private static final int NO_ATOM = -1;

  private final IAtomContainer graph;
  private final int[] classes;
  private final Map<Connection, Double> connections = new HashMap<>();

  private BertzComplexity(IAtomContainer graph) {
    this.graph = graph;
    this.classes = classes(graph);
  }

  /** The complexity, at least 0. */
  public static double of(Molecule molecule) {
    return new BertzComplexity(molecule.graph()).sum();
  }

  private double sum() {
    for (IBond bond : graph.bonds()) {
      double order = order(bond);
      if (order > 1) {
        add(NO_ATOM, bond.getBegin(), bond.getEnd(), order * (order - 1) / 2);
      }
    }
    Map<Integer, Double> elements = new HashMap<>();
    for (IAtom atom : graph.atoms()) {
      elements.merge(atom.getAtomicNumber(), 1.0, Double::sum);
      addPairs(atom);
    }
    double all = total(connections.values());
    return information(connections.values()) + all * log2(all) + information(elements.values());
  }

  private void addPairs(IAtom atom) {
    List<IBond> bonds = new ArrayList<>();
    atom.bonds().forEach(bonds::add);
    for (int i = 0; i < bonds.size(); i++) {
      for (int j = i + 1; j < bonds.size(); j++) {
        add(
            classes[atom.getIndex()],
            bonds.get(i).getOther(atom),
            bonds.get(j).getOther(atom),
            order(bonds.get(i)) * order(bonds.get(j)));
      }
    }
  }

  private void add(int middle, IAtom one, IAtom two, double times) {
    int first = classes[one.getIndex()];
    int second = classes[two.getIndex()];
    connections.merge(
        new Connection(middle, Math.min(first, second), Math.max(first, second)),
        times,
        Double::sum);
  }

  private static double order(IBond bond) {
    return bond.isAromatic() ? 1.5 : bond.getOrder().numeric();
  }

  /** Of all together, that which of the kinds each of them is. */
  private static double information(Collection<Double> counts) {
    double all = total(counts);
    return all * log2(all) - counts.stream().mapToDouble(count -> count * log2(count)).sum();
  }

  private static double total(Collection<Double> counts) {
    return counts.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** 0 for 0, as nothing has nothing to say. */
  private static double log2(double number) {
    return number == 0 ? 0 : Math.log(number) / Math.log(2);
  }

  private static int[] classes(IAtomContainer graph) {
    Map<List<Long>, Integer> numbers = new HashMap<>();
    int[] classes = new int[graph.getAtomCount()];
    for (IAtom atom : graph.atoms()) {
      List<Long> key =
          Arrays.stream(distances(graph, atom))
              .sorted()
              .limit(NEAREST)
              .mapToObj(distance -> Math.round(distance * PARTS))
              .toList();
      classes[atom.getIndex()] = number(key, numbers);
    }
    return classes;
  }

  private static int number(List<Long> key, Map<List<Long>, Integer> numbers) {
    int next = numbers.size();
    return numbers.computeIfAbsent(key, none -> next);
  }

  /** The shortest ways by Dijkstra; without end between parts. */
  private static double[] distances(IAtomContainer graph, IAtom from) {
    record Way(IAtom to, double length) {}
    double[] distances = new double[graph.getAtomCount()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    PriorityQueue<Way> ways = new PriorityQueue<>(Comparator.comparing(Way::length));
    ways.add(new Way(from, 0));
    while (!ways.isEmpty()) {
      Way way = ways.remove();
      if (way.length() >= distances[way.to().getIndex()]) {
        continue;
      }
      distances[way.to().getIndex()] = way.length();
      for (IBond bond : way.to().bonds()) {
        ways.add(new Way(bond.getOther(way.to()), way.length() + 1 / order(bond)));
      }
    }
    return distances;
  }
}
