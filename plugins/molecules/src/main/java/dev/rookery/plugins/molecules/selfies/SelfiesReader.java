package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a SELFIES as atoms and bonds. The state of the grammar is how many bonds the last atom
 * still can have; what would need more has as many as there are, or is passed over.
 */
final class SelfiesReader {

  private static final Pattern SYMBOL = Pattern.compile("\\[[^\\]]*\\]|\\.");
  private static final Pattern BRANCH = Pattern.compile("\\[([=#]?)Branch([1-3])\\]");
  private static final Pattern RING =
      Pattern.compile("\\[([=#]|[-/\\\\][/\\\\]|[/\\\\]-)?Ring([1-3])\\]");
  private static final Pattern ATOM = Pattern.compile("\\[([=#/\\\\]?)(.*)\\]");

  private static final String NOTHING = "[nop]";

  /** No bond is left: nothing more can follow. */
  private static final int FULL = -1;

  /** A ring that is made when all atoms are there. */
  private record Ring(int left, int right, int order, String signs) {}

  private final List<List<String>> parts = new ArrayList<>();
  private final BondGraph graph = new BondGraph();
  private final List<Ring> rings = new ArrayList<>();

  SelfiesReader(String selfies) {
    Matcher matcher = SYMBOL.matcher(selfies);
    parts.add(new ArrayList<>());
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        break;
      }
      end = matcher.end();
      if (matcher.group().equals(".")) {
        parts.add(new ArrayList<>());
      } else if (!matcher.group().equals(NOTHING)) {
        parts.get(parts.size() - 1).add(matcher.group());
      }
    }
    if (end < selfies.length()) {
      throw new NotationException(
          "symbols stand in brackets, and character " + (end + 1) + " does not");
    }
  }

  BondGraph read() {
    for (List<String> part : parts) {
      new Chain(part.iterator(), 0, -1).derive(Integer.MAX_VALUE);
    }
    makeRings();
    return graph;
  }

  /** The derivation of a chain: of a part, or of a branch of one. */
  private final class Chain {

    private final Iterator<String> symbols;
    private int state;
    private int last;
    private int read;

    /**
     * @param symbols of the whole part
     * @param state before the first symbol; 0 where nothing is before it
     * @param last the atom before the first symbol
     */
    Chain(Iterator<String> symbols, int state, int last) {
      this.symbols = symbols;
      this.state = state;
      this.last = last;
    }

    /**
     * Reads the chain to its end, and passes over what follows when no bond is left.
     *
     * @param most symbols that belong to the chain
     * @return how many symbols were read
     */
    int derive(int most) {
      while (read < most && symbols.hasNext()) {
        String symbol = symbols.next();
        read++;
        if (state != FULL) {
          step(symbol);
        }
      }
      return read;
    }

    private void step(String symbol) {
      Matcher branch = BRANCH.matcher(symbol);
      Matcher ring = RING.matcher(symbol);
      if (branch.matches()) {
        branch((int) Bond.order(branch.group(1)), Integer.parseInt(branch.group(2)));
      } else if (ring.matches()) {
        ring(ring.group(1) == null ? "" : ring.group(1), Integer.parseInt(ring.group(2)));
      } else if (symbol.contains("eps")) {
        state = state == 0 ? 0 : FULL;
      } else {
        atom(symbol);
      }
    }

    private void branch(int wanted, int digits) {
      if (state > 1) {
        int order = Math.min(state - 1, wanted);
        int length = number(digits) + 1;
        state -= order;
        read += new Chain(symbols, order, last).derive(length);
      }
    }

    private void ring(String sign, int digits) {
      if (state > 0) {
        int order = Math.min(state, (int) Bond.order(sign));
        rings.add(new Ring(Math.max(0, last - number(digits) - 1), last, order, sign));
        state = left(state - order);
      }
    }

    private void atom(String symbol) {
      Matcher matcher = ATOM.matcher(symbol);
      Atom atom =
          Optional.of(matcher)
              .filter(Matcher::matches)
              .flatMap(parts -> Atom.ofSelfies(graph.size(), parts.group(2)))
              .orElseThrow(() -> new NotationException("there is no symbol " + symbol));
      String sign = matcher.group(1);
      int order = Math.min((int) Bond.order(sign), Math.min(state, atom.capacity()));
      if (state == 0 || order > 0) {
        graph.add(atom, state == 0);
        if (state > 0) {
          graph.addChain(last, atom.index(), order, Bond.stereo(sign));
        }
        last = atom.index();
      }
      state = left(atom.capacity() - order);
    }

    private int number(int digits) {
      List<String> number = new ArrayList<>();
      for (int i = 0; i < digits; i++) {
        number.add(symbols.hasNext() ? symbols.next() : "");
      }
      read += digits;
      return SelfiesIndex.number(number);
    }

    private int left(int bonds) {
      return bonds == 0 ? FULL : bonds;
    }
  }

  private void makeRings() {
    int[] made = new int[graph.size()];
    for (Ring ring : rings) {
      int order = Math.min(ring.order(), Math.min(free(ring.left()), free(ring.right())));
      if (ring.left() == ring.right() || order <= 0) {
        continue;
      }
      if (graph.connects(ring.left(), ring.right())) {
        double before = graph.bond(ring.left(), ring.right()).order();
        graph.setOrder(ring.left(), ring.right(), Math.min(3, before + order));
      } else {
        graph.insertRing(
            new Bond(ring.left(), ring.right(), order, stereo(ring.signs(), 0), true),
            made[ring.left()]++,
            new Bond(ring.right(), ring.left(), order, stereo(ring.signs(), 1), true),
            made[ring.right()]++);
      }
    }
  }

  private int free(int index) {
    Atom atom = graph.atom(index);
    return atom.capacity() - (int) graph.bondCount(atom);
  }

  /** The direction at one end, of signs such as {@code /-}. */
  private static String stereo(String signs, int end) {
    return signs.length() == 2 ? Bond.stereo(signs.substring(end, end + 1)) : "";
  }
}
