package dev.rookery.plugins.molecules.tokens;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes one SMILES as DeepSMILES. */
final class DeepSmilesWriter {

  /** A ring that was opened: where in the text, at which piece and depth, with which bond sign. */
  private record Opening(int place, int piece, int depth, String bond) {}

  /**
   * A sign of a ring at an atom.
   *
   * @param place of this sign in the SMILES
   * @param closedAt where the ring is closed
   * @param written what is written for it; empty where the ring is opened
   */
  private record RingSign(int place, int closedAt, String written) {

    boolean closes() {
      return place == closedAt;
    }
  }

  private final SmilesCursor smiles;
  private final List<String> pieces = new ArrayList<>();
  private final Map<Integer, List<RingSign>> signs = new HashMap<>();
  private final Map<Integer, Opening> open = new HashMap<>();

  /** How many atoms each open branch has; the first is the main chain. */
  private final Deque<Integer> branches = new ArrayDeque<>();

  /** Number of atoms from the first one to this. */
  private int depth;

  DeepSmilesWriter(String smiles) {
    this.smiles = new SmilesCursor(smiles, "SMILES");
    branches.push(0);
  }

  String write() {
    while (!smiles.atEnd()) {
      char c = smiles.peek();
      if (c == '(') {
        branches.push(0);
        smiles.skip();
      } else if (c == ')') {
        closeBranch();
      } else if (SmilesCursor.isBond(c)) {
        smiles.skip();
      } else if (smiles.atRing()) {
        ring();
      } else {
        pieces.add(smiles.bondBefore() + smiles.atom());
        branches.push(branches.pop() + 1);
        depth++;
      }
    }
    if (branches.size() > 1) {
      throw smiles.wrong("a parenthesis is never closed");
    }
    if (!open.isEmpty()) {
      throw smiles.wrong("ring " + open.keySet().iterator().next() + " is never closed");
    }
    return stitched();
  }

  private void closeBranch() {
    if (branches.size() == 1) {
      throw smiles.wrong("nothing opens this parenthesis");
    }
    int atoms = branches.pop();
    pieces.add(")".repeat(atoms));
    depth -= atoms;
    smiles.skip();
  }

  private void ring() {
    if (pieces.isEmpty()) {
      throw smiles.wrong("a ring number must follow an atom");
    }
    String bond = smiles.bondBefore();
    int place = smiles.place();
    int number = smiles.ring();
    Opening opening = open.remove(number);
    if (opening == null) {
      open.put(number, new Opening(place, pieces.size() - 1, depth, bond));
      return;
    }
    if (opening.piece() == pieces.size() - 1) {
      throw smiles.wrong("ring " + number + " begins and ends at the same atom");
    }
    String sign = bond.isEmpty() ? turned(opening.bond()) : bond;
    sign(opening.piece(), new RingSign(opening.place(), place, ""));
    sign(
        pieces.size() - 1, new RingSign(place, place, sign + written(depth - opening.depth() + 1)));
  }

  private void sign(int piece, RingSign sign) {
    signs.computeIfAbsent(piece, none -> new ArrayList<>()).add(sign);
  }

  /** A bond's direction is that from the atom before it, which now is the other one. */
  private static String turned(String bond) {
    return switch (bond) {
      case "/" -> "\\";
      case "\\" -> "/";
      default -> bond;
    };
  }

  private static String written(int size) {
    return size < 10 ? "" + size : size < 100 ? "%" + size : "%(" + size + ")";
  }

  private String stitched() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      List<RingSign> rings = signs.getOrDefault(i, List.of());
      text.append(changesSense(rings) ? otherSense(pieces.get(i)) : pieces.get(i));
      rings.forEach(ring -> text.append(ring.written()));
    }
    return text.toString();
  }

  /**
   * Whether the neighbours of an atom come in another sense of rotation. When the text is read
   * again, rings that end at the atom come first, then those that begin there, in the order of
   * their ends.
   */
  private static boolean changesSense(List<RingSign> rings) {
    List<Integer> places =
        rings.stream()
            .sorted(
                (a, b) ->
                    a.closes() == b.closes()
                        ? Integer.compare(a.closedAt(), b.closedAt())
                        : a.closes() ? -1 : 1)
            .map(RingSign::place)
            .toList();
    int outOfOrder = 0;
    for (int i = 0; i < places.size(); i++) {
      for (int j = i + 1; j < places.size(); j++) {
        outOfOrder += places.get(i) > places.get(j) ? 1 : 0;
      }
    }
    return outOfOrder % 2 == 1;
  }

  private static String otherSense(String atom) {
    return atom.contains("@@") ? atom.replace("@@", "@") : atom.replace("@", "@@");
  }
}
