package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.openscience.cdk.graph.invariant.Canon;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;

/**
 * Which atoms of a molecule are alike, stereo marks left aside: those of one class have the same
 * surroundings, however far one looks. Immutable.
 */
final class AtomClasses {

  private final int[][] neighbours;
  private final long[] numbers;
  private final boolean knowIsotopes;

  private AtomClasses(int[][] neighbours, long[] numbers, boolean knowIsotopes) {
    this.neighbours = neighbours;
    this.numbers = numbers;
    this.knowIsotopes = knowIsotopes;
  }

  /** The CDK's classes, and isotopes told apart, which it doesn't do. */
  static AtomClasses of(IAtomContainer molecule, int[][] neighbours) {
    long[] numbers = Canon.symmetry(molecule, neighbours);
    boolean isotopes = false;
    for (IAtom atom : molecule.atoms()) {
      Integer mass = atom.getMassNumber();
      numbers[atom.getIndex()] = numbers[atom.getIndex()] << 16 | (mass == null ? 0 : mass);
      isotopes |= mass != null;
    }
    return new AtomClasses(neighbours, isotopes ? refined(numbers, neighbours) : numbers, isotopes);
  }

  /** Whether there are isotopes among the atoms. */
  boolean knowIsotopes() {
    return knowIsotopes;
  }

  /** A number for the class of each atom, above 0. */
  long[] numbers() {
    return numbers.clone();
  }

  /** The classes of more than one atom, in the order of their numbers. */
  Collection<List<Integer>> ofSeveral() {
    TreeMap<Long, List<Integer>> atoms = new TreeMap<>();
    for (int i = 0; i < numbers.length; i++) {
      atoms.computeIfAbsent(numbers[i], none -> new ArrayList<>()).add(i);
    }
    atoms.values().removeIf(alike -> alike.size() < 2);
    return atoms.values();
  }

  /** The classes when one atom is told apart from those that are like it, and comes before them. */
  AtomClasses with(int atom) {
    long[] apart = Arrays.stream(numbers).map(number -> 2 * number + 1).toArray();
    apart[atom]--;
    return new AtomClasses(neighbours, refined(apart, neighbours), knowIsotopes);
  }

  /** Tells atoms apart whose neighbours are not alike, until that changes nothing. */
  private static long[] refined(long[] numbers, int[][] neighbours) {
    long[] now = numbers;
    long before = 0;
    for (long count = count(now); count > before; count = count(now)) {
      before = count;
      now = once(now, neighbours);
    }
    return now;
  }

  private static long count(long[] numbers) {
    return Arrays.stream(numbers).distinct().count();
  }

  private static long[] once(long[] numbers, int[][] neighbours) {
    long[][] keys = new long[numbers.length][];
    TreeMap<long[], Long> ranks = new TreeMap<>(Arrays::compare);
    for (int i = 0; i < keys.length; i++) {
      long[] around = Arrays.stream(neighbours[i]).mapToLong(j -> numbers[j]).sorted().toArray();
      keys[i] = new long[around.length + 1];
      keys[i][0] = numbers[i];
      System.arraycopy(around, 0, keys[i], 1, around.length);
      ranks.put(keys[i], 0L);
    }
    long rank = 0;
    for (var entry : ranks.entrySet()) {
      entry.setValue(++rank);
    }
    return Arrays.stream(keys).mapToLong(ranks::get).toArray();
  }
}
