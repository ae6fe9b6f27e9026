package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a SMILES as atoms and bonds. */
final class SmilesParser {

  private record OpenRing(int atom, int place, String bond) {}

  private final String smiles;
  private final BondGraph graph = new BondGraph();
  private int at;

  /** The atom before this place, for each open branch. */
  private final Deque<Integer> before = new ArrayDeque<>();

  private final Map<String, OpenRing> rings = new LinkedHashMap<>();
  private boolean chainBegins;

  SmilesParser(String smiles) {
    this.smiles = smiles;
  }

  BondGraph parse() {
    do {
      part();
    } while (at < smiles.length());
    return graph;
  }

  /** Reads up to the next dot, or to the end. */
  private void part() {
    int first = graph.size();
    before.clear();
    chainBegins = true;
    while (at < smiles.length() && smiles.charAt(at) != '.') {
      step();
    }
    at++;
    if (graph.size() == first) {
      throw wrong("it has a part without atoms");
    }
    if (before.size() > 1) {
      throw wrong("a parenthesis is never closed");
    }
    if (!rings.isEmpty()) {
      throw wrong("ring " + rings.keySet().iterator().next() + " is never closed");
    }
  }

  private void step() {
    String bond = "";
    if ("-/\\:=#".indexOf(smiles.charAt(at)) >= 0) {
      bond = smiles.substring(at, ++at);
    }
    if (at == smiles.length()) {
      throw wrong("it ends with a bond");
    }
    char c = smiles.charAt(at);
    if (Character.isLetter(c) || c == '[') {
      atom(bond, atomText());
    } else if ("()%0123456789".indexOf(c) < 0) {
      throw wrong("\"" + c + "\" is no sign that SELFIES know");
    } else if (chainBegins) {
      throw wrong("a chain must begin with an atom");
    } else if (!bond.isEmpty() && (c == '(' || c == ')')) {
      throw wrong("a bond must lead to an atom or a ring number");
    } else if (c == '(') {
      before.push(before.element());
      chainBegins = true;
      at++;
    } else if (c == ')') {
      if (before.size() == 1) {
        throw wrong("nothing opens this parenthesis");
      }
      before.pop();
      at++;
    } else {
      ring(bond, ringNumber());
    }
  }

  private String atomText() {
    int end = at + 1;
    if (smiles.charAt(at) == '[') {
      end = smiles.indexOf(']', at) + 1;
      if (end == 0) {
        throw wrong("the bracket is never closed");
      }
    } else if (smiles.startsWith("Br", at) || smiles.startsWith("Cl", at)) {
      end = at + 2;
    }
    return smiles.substring(at, end);
  }

  private void atom(String bond, String text) {
    Atom atom =
        Atom.ofSmiles(graph.size(), text)
            .orElseThrow(() -> wrong("\"" + text + "\" is no atom that SELFIES know"));
    at += text.length();
    Integer previous = before.peek();
    graph.add(atom, previous == null);
    if (previous != null) {
      graph.addChain(
          previous, atom.index(), order(bond, previous, atom.index()), Bond.stereo(bond));
      before.pop();
    }
    before.push(atom.index());
    chainBegins = false;
  }

  private double order(String bond, int one, int other) {
    boolean aromatic = graph.atom(one).aromatic() && graph.atom(other).aromatic();
    return aromatic && bond.isEmpty() ? Bond.AROMATIC : Bond.order(bond);
  }

  private String ringNumber() {
    int digits = smiles.charAt(at) == '%' ? 2 : 1;
    int start = digits == 2 ? at + 1 : at;
    int end = Math.min(start + digits, smiles.length());
    String number = smiles.substring(start, end);
    if (number.length() < digits || !number.chars().allMatch(Character::isDigit)) {
      throw wrong("two digits must follow the per cent sign");
    }
    at = end;
    return digits == 2 ? "%" + number : number;
  }

  private void ring(String bond, String number) {
    int atom = before.element();
    @Nullable OpenRing open = rings.remove(number);
    if (open == null) {
      rings.put(number, new OpenRing(atom, graph.reserve(atom), bond));
      return;
    }
    if (open.atom() == atom || graph.connects(open.atom(), atom)) {
      throw wrong("ring " + number + " closes between atoms that are bonded already");
    }
    boolean fits =
        bond.isEmpty()
            || open.bond().isEmpty()
            || bond.equals(open.bond())
            || (!Bond.stereo(bond).isEmpty() && !Bond.stereo(open.bond()).isEmpty());
    if (!fits) {
      throw wrong("ring " + number + " has another bond at its end than at its beginning");
    }
    double order =
        bond.isEmpty() && open.bond().isEmpty()
            ? order("", open.atom(), atom)
            : Math.max(Bond.order(open.bond()), Bond.order(bond));
    graph.addRing(
        new Bond(open.atom(), atom, order, Bond.stereo(open.bond()), true),
        open.place(),
        new Bond(atom, open.atom(), order, Bond.stereo(bond), true));
  }

  private NotationException wrong(String what) {
    return new NotationException(what + " (character " + Math.min(at + 1, smiles.length()) + ")");
  }
}
