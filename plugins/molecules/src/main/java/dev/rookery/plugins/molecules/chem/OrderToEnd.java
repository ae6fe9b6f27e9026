package dev.rookery.plugins.molecules.chem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws an order of a molecule's atoms such that a SMILES that follows it ends at a given atom,
 * outside of all branches. At each atom, the part with that atom comes last; a ring is rather gone
 * round the long way than cut into two branches, which is hard to learn.
 */
final class OrderToEnd {

  /** What can be reached from an atom through atoms that have no place yet. */
  private record Part(List<Integer> entries, int size, boolean hasEnd) {}

  private final int[][] neighbours;
  private final int end;
  private final SplittableRandom random;
  private final int[] toEnd;
  private final boolean[] placed;
  private final List<Integer> order = new ArrayList<>();

  private OrderToEnd(int[][] neighbours, int end, SplittableRandom random) {
    this.neighbours = neighbours;
    this.end = end;
    this.random = random;
    toEnd = distances(neighbours, end);
    placed = new boolean[neighbours.length];
  }

  /**
   * An order.
   *
   * @param neighbours of each atom; all atoms are connected
   * @param end the atom that comes last
   * @return the place of each atom
   */
  static int[] of(int[][] neighbours, int end, SplittableRandom random) {
    OrderToEnd drawn = new OrderToEnd(neighbours, end, random);
    return drawn.from(drawn.start());
  }

  /** An order that begins at an atom, and ends anywhere. */
  static int[] startingAt(int[][] neighbours, int start, SplittableRandom random) {
    return new OrderToEnd(neighbours, start, random).from(start);
  }

  private int[] from(int start) {
    place(start);
    int[] places = new int[neighbours.length];
    for (int place = 0; place < places.length; place++) {
      places[order.get(place)] = place;
    }
    return places;
  }

  private static int[] distances(int[][] neighbours, int from) {
    int[] distances = new int[neighbours.length];
    Arrays.fill(distances, -1);
    distances[from] = 0;
    Deque<Integer> border = new ArrayDeque<>(List.of(from));
    while (!border.isEmpty()) {
      int atom = border.remove();
      for (int neighbour : neighbours[atom]) {
        if (distances[neighbour] < 0) {
          distances[neighbour] = distances[atom] + 1;
          border.add(neighbour);
        }
      }
    }
    return distances;
  }

  /** Where a walk from the end that never comes back comes to a stop. */
  private int start() {
    boolean[] seen = new boolean[neighbours.length];
    int atom = end;
    while (true) {
      seen[atom] = true;
      int[] unseen = Arrays.stream(neighbours[atom]).filter(next -> !seen[next]).toArray();
      if (unseen.length == 0) {
        return atom;
      }
      atom = unseen[random.nextInt(unseen.length)];
    }
  }

  private void place(int atom) {
    placed[atom] = true;
    order.add(atom);
    for (Part part : parts(atom)) {
      place(entry(part));
    }
  }

  /** Small ones first, that with the end last. */
  private List<Part> parts(int atom) {
    boolean[] seen = placed.clone();
    List<Part> parts = new ArrayList<>();
    for (int next : neighbours[atom]) {
      if (!seen[next]) {
        parts.add(part(atom, next, seen));
      }
    }
    parts.sort(Comparator.comparing(Part::hasEnd).thenComparing(Part::size));
    return parts;
  }

  private Part part(int atom, int first, boolean[] seen) {
    List<Integer> entries = new ArrayList<>();
    int size = 0;
    boolean hasEnd = false;
    seen[first] = true;
    Deque<Integer> border = new ArrayDeque<>(List.of(first));
    while (!border.isEmpty()) {
      int next = border.remove();
      size++;
      hasEnd |= next == end;
      if (Arrays.stream(neighbours[next]).anyMatch(one -> one == atom)) {
        entries.add(next);
      }
      for (int neighbour : neighbours[next]) {
        if (!seen[neighbour]) {
          seen[neighbour] = true;
          border.add(neighbour);
        }
      }
    }
    return new Part(entries, size, hasEnd);
  }

  /** Of two that are drawn, the one that is farther from the end. */
  private int entry(Part part) {
    int one = part.entries().get(random.nextInt(part.entries().size()));
    int other = part.entries().get(random.nextInt(part.entries().size()));
    return toEnd[one] >= toEnd[other] ? one : other;
  }
}
