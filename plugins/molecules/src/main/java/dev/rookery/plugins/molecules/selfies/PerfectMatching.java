package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Pairs all nodes of a graph with neighbours: first greedily, beginning with nodes that have the
 * fewest free neighbours, then along augmenting paths. The order in which choices are made is that
 * of the selfies library, so that the same Kekulé structure comes out.
 */
final class PerfectMatching {

  private static final int NONE = -1;

  private record Waiting(int freeNeighbours, int node) {}

  private final List<List<Integer>> neighbours;
  private final int[] mates;

  PerfectMatching(List<List<Integer>> neighbours) {
    this.neighbours = neighbours;
    mates = new int[neighbours.size()];
    Arrays.fill(mates, NONE);
  }

  /** The mate of each node; nothing if some node must be left over. */
  Optional<int[]> find() {
    pairGreedily();
    TreeSet<Integer> alone = new TreeSet<>();
    for (int node = 0; node < mates.length; node++) {
      if (mates[node] == NONE) {
        alone.add(node);
      }
    }
    while (!alone.isEmpty()) {
      int root = alone.first();
      int end = pairAlongPath(root);
      if (end == NONE) {
        return Optional.empty();
      }
      alone.remove(root);
      alone.remove(end);
    }
    return Optional.of(mates);
  }

  private void pairGreedily() {
    int[] free = new int[mates.length];
    PriorityQueue<Waiting> queue =
        new PriorityQueue<>(
            Comparator.comparingInt(Waiting::freeNeighbours).thenComparingInt(Waiting::node));
    for (int node = 0; node < free.length; node++) {
      free[node] = neighbours.get(node).size();
      queue.add(new Waiting(free[node], node));
    }
    while (!queue.isEmpty()) {
      int node = queue.remove().node();
      if (mates[node] != NONE || free[node] == 0) {
        continue;
      }
      int mate =
          neighbours.get(node).stream().filter(other -> mates[other] == NONE).findFirst().get();
      pair(node, mate);
      List<Integer> touched = new ArrayList<>(neighbours.get(node));
      touched.addAll(neighbours.get(mate));
      for (int other : touched) {
        free[other]--;
        if (mates[other] == NONE && free[other] > 0) {
          queue.add(new Waiting(free[other], other));
        }
      }
    }
  }

  private void pair(int one, int other) {
    mates[one] = other;
    mates[other] = one;
  }

  /**
   * Pairs a node that is alone by moving mates along a path to another one.
   *
   * @return that other one, or {@link #NONE}
   */
  private int pairAlongPath(int root) {
    int[] from = new int[mates.length];
    int[] over = new int[mates.length];
    Arrays.fill(from, NONE);
    from[root] = root;
    Deque<Integer> border = new ArrayDeque<>(List.of(root));
    while (!border.isEmpty()) {
      int node = border.remove();
      for (int other : neighbours.get(node)) {
        if (mates[other] == NONE && other != root) {
          from[other] = node;
          over[other] = other;
          flip(root, other, from, over);
          return other;
        }
        int mate = mates[other];
        if (mate != NONE && from[mate] == NONE) {
          from[mate] = node;
          over[mate] = other;
          border.add(mate);
        }
      }
    }
    return NONE;
  }

  private void flip(int root, int end, int[] from, int[] over) {
    int node = end;
    while (node != root) {
      int next = from[node];
      pair(over[node], next);
      node = next;
    }
  }
}
