package dev.rookery.plugins.molecules.chem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two-dimensional pharmacophores in the manner of <a
 * href="https://doi.org/10.1002/(SICI)1097-0290(199824)61:1%3C47::AID-BIT9%3E3.0.CO;2-Z">Gobbi and
 * Poppinger (1998)</a>: donors, acceptors, aromatic and lipophilic atoms, bases and acids, two or
 * three of them, with the ranges of the bonds between them. A feature is there or not.
 */
final class Pharmacophore {

  private static final Smarts LIPOPHILIC =
      Smarts.read(
          "[$([C;H2,H1](!=*)[C;H2,H1][C;H2,H1][$([C;H1,H2,H3]);!$(C=*)]),"
              + "$(C([C;H2,H3])([C;H2,H3])[C;H2,H3])]");

  private static final List<Smarts> KINDS =
      List.of(
          AtomFeatures.DONOR,
          AtomFeatures.ACCEPTOR,
          AtomFeatures.AROMATIC,
          LIPOPHILIC,
          AtomFeatures.BASIC,
          AtomFeatures.ACIDIC);

  /** Everything from this distance on is alike. */
  private static final int FAR = 8;

  private record Point(int kind, int atom) {}

  private final List<Point> points = new ArrayList<>();
  private final int[][] distances;
  private final Map<Integer, Integer> found = new HashMap<>();

  private Pharmacophore(Molecule molecule) {
    distances = Distances.of(molecule);
    for (int kind = 0; kind < KINDS.size(); kind++) {
      for (int[] match : KINDS.get(kind).matchesIn(molecule.graph())) {
        Point point = new Point(kind, match[0]);
        if (!points.contains(point)) {
          points.add(point);
        }
      }
    }
  }

  static Fingerprint of(Molecule molecule) {
    Pharmacophore pharmacophore = new Pharmacophore(molecule);
    pharmacophore.search();
    return new Fingerprint(pharmacophore.found);
  }

  private void search() {
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        int near = range(i, j);
        if (near == 0) {
          continue;
        }
        found.put(Hash.of(points.get(i).kind(), points.get(j).kind(), near), 1);
        for (int k = j + 1; k < points.size(); k++) {
          if (range(i, k) > 0 && range(j, k) > 0) {
            found.put(triple(i, j, k), 1);
          }
        }
      }
    }
  }

  /** The same for every order in which the points come. */
  private int triple(int i, int j, int k) {
    int[][] corners = {
      {points.get(i).kind(), range(j, k)},
      {points.get(j).kind(), range(i, k)},
      {points.get(k).kind(), range(i, j)}
    };
    Arrays.sort(
        corners, Comparator.<int[]>comparingInt(pair -> pair[0]).thenComparingInt(pair -> pair[1]));
    return Hash.of(Hash.of(corners[0]), Hash.of(corners[1]), Hash.of(corners[2]));
  }

  /** Distance in bonds up to {@link #FAR}; 0 for neighbours, for the same atom and for no way. */
  private int range(int i, int j) {
    int distance = distances[points.get(i).atom()][points.get(j).atom()];
    return distance < 2 || distance == Distances.NONE ? 0 : Math.min(distance, FAR);
  }
}
