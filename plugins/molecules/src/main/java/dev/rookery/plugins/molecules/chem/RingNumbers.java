package dev.rookery.plugins.molecules.chem;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers the rings of a SMILES as RDKit does and most data sets have them: a ring gets the lowest
 * number that is free. The CDK's writer goes on counting, which policies have hardly ever read.
 */
final class RingNumbers {

  private static final Pattern ATOM_OR_RING =
      Pattern.compile("(\\[[^\\]]*\\]|Cl|Br|[A-Za-z*])|%(\\d\\d)|%\\((\\d+)\\)|(\\d)");

  private final Map<Integer, Integer> open = new HashMap<>();
  private final Set<Integer> closedHere = new HashSet<>();

  private RingNumbers() {}

  /** The same SMILES with low numbers. */
  static String lowest(String smiles) {
    RingNumbers rings = new RingNumbers();
    return ATOM_OR_RING.matcher(smiles).replaceAll(rings::written);
  }

  private String written(MatchResult part) {
    if (part.group(1) != null) {
      closedHere.clear();
      return Matcher.quoteReplacement(part.group());
    }
    int old = Integer.parseInt(part.group().replaceAll("[%()]", ""));
    Integer known = open.remove(old);
    int number = known == null ? free() : known;
    if (known == null) {
      open.put(old, number);
    } else {
      closedHere.add(number);
    }
    return number < 10 ? "" + number : number < 100 ? "%" + number : "%(" + number + ")";
  }

  private int free() {
    int number = 1;
    while (open.containsValue(number) || closedHere.contains(number)) {
      number++;
    }
    return number;
  }
}
