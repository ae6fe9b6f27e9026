package dev.rookery.plugins.molecules.selfies;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes atoms and bonds as SMILES, in their order. */
final class SmilesWriter {

  private record Ends(int one, int other) {}

  private final BondGraph graph;
  private final Map<Ends, Integer> rings = new HashMap<>();

  SmilesWriter(BondGraph graph) {
    this.graph = graph;
  }

  String write() {
    return graph.roots().stream()
        .map(
            root -> {
              StringBuilder text = new StringBuilder();
              chain(root, text);
              return text.toString();
            })
        .collect(Collectors.joining("."));
  }

  private void chain(int first, StringBuilder text) {
    for (int index = first; index >= 0; ) {
      text.append(graph.atom(index).smiles());
      List<Bond> bonds = graph.outgoing(index);
      index = -1;
      for (int i = 0; i < bonds.size(); i++) {
        Bond bond = bonds.get(i);
        if (bond.ring()) {
          text.append(bond.sign()).append(number(bond));
        } else if (i + 1 < bonds.size()) {
          text.append('(').append(bond.sign());
          chain(bond.to(), text);
          text.append(')');
        } else {
          text.append(bond.sign());
          index = bond.to();
        }
      }
    }
  }

  private String number(Bond bond) {
    Ends ends = new Ends(Math.min(bond.from(), bond.to()), Math.max(bond.from(), bond.to()));
    int number = rings.computeIfAbsent(ends, none -> rings.size() + 1);
    return number < 10 ? "" + number : number < 100 ? "%" + number : "%(" + number + ")";
  }
}
