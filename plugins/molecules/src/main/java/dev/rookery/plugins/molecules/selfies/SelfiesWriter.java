package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes atoms and bonds as SELFIES. */
final class SelfiesWriter {

  private final BondGraph graph;

  SelfiesWriter(BondGraph graph) {
    this.graph = graph;
  }

  String write() {
    for (Atom atom : graph.atoms()) {
      if (!atom.sense().isEmpty() && changesSense(graph.outgoing(atom.index()))) {
        graph.replace(atom.index(), Atom::withOtherSense);
      }
    }
    return graph.roots().stream()
        .map(root -> String.join("", chain("", root)))
        .collect(Collectors.joining("."));
  }

  /**
   * Whether an atom's neighbours come in another sense of rotation when the text is read again:
   * rings that end here first, then those that begin here by their ends, then the rest.
   */
  private static boolean changesSense(List<Bond> bonds) {
    List<Integer> order =
        IntStream.range(0, bonds.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(i -> group(bonds.get(i)))
                    .thenComparingInt(i -> group(bonds.get(i)) == 1 ? bonds.get(i).to() : 0))
            .toList();
    int swapped = 0;
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        swapped += order.get(i) > order.get(j) ? 1 : 0;
      }
    }
    return swapped % 2 == 1;
  }

  private static int group(Bond bond) {
    return !bond.ring() ? 2 : bond.from() < bond.to() ? 1 : 0;
  }

  private List<String> chain(String bondSign, int first) {
    List<String> symbols = new ArrayList<>();
    String sign = bondSign;
    for (int index = first; index >= 0; ) {
      symbols.add("[" + sign + graph.atom(index).text() + "]");
      List<Bond> bonds = graph.outgoing(index);
      index = -1;
      for (int i = 0; i < bonds.size(); i++) {
        Bond bond = bonds.get(i);
        if (bond.ring()) {
          ring(bond, symbols);
        } else if (i + 1 < bonds.size()) {
          branch(bond, symbols);
        } else {
          sign = bond.sign();
          index = bond.to();
        }
      }
    }
    return symbols;
  }

  /** Written where the ring ends. */
  private void ring(Bond bond, List<String> symbols) {
    if (bond.from() < bond.to()) {
      return;
    }
    List<String> length = SelfiesIndex.symbols(bond.from() - bond.to() - 1);
    symbols.add(
        "[" + ringSign(graph.bond(bond.to(), bond.from()), bond) + "Ring" + length.size() + "]");
    symbols.addAll(length);
  }

  private static String ringSign(Bond left, Bond right) {
    if (left.order() != 1 || (left.stereo().isEmpty() && right.stereo().isEmpty())) {
      return left.orderSign();
    }
    return (left.stereo().isEmpty() ? "-" : left.stereo())
        + (right.stereo().isEmpty() ? "-" : right.stereo());
  }

  private void branch(Bond bond, List<String> symbols) {
    List<String> branch = chain(bond.sign(), bond.to());
    List<String> length = SelfiesIndex.symbols(branch.size() - 1);
    symbols.add("[" + bond.orderSign() + "Branch" + length.size() + "]");
    symbols.addAll(length);
    symbols.addAll(branch);
  }
}
