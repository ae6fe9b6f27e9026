package dev.rookery.plugins.molecules.selfies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers, written in base 16 with symbols that are frequent anyhow. */
final class SelfiesIndex {

  private static final List<String> DIGITS =
      List.of(
          "[C]",
          "[Ring1]",
          "[Ring2]",
          "[Branch1]",
          "[=Branch1]",
          "[#Branch1]",
          "[Branch2]",
          "[=Branch2]",
          "[#Branch2]",
          "[O]",
          "[N]",
          "[=N]",
          "[=C]",
          "[#C]",
          "[S]",
          "[P]");

  private SelfiesIndex() {}

  /** The symbols of a number, the highest digit first. */
  static List<String> symbols(int number) {
    List<String> symbols = new ArrayList<>();
    int rest = number;
    do {
      symbols.add(DIGITS.get(rest % DIGITS.size()));
      rest /= DIGITS.size();
    } while (rest > 0);
    if (symbols.size() > 3) {
      throw new NotationException("a ring or branch has more than 4096 atoms");
    }
    Collections.reverse(symbols);
    return symbols;
  }

  /** The number of these symbols; one that is no digit counts as 0. */
  static int number(List<String> symbols) {
    int number = 0;
    for (String symbol : symbols) {
      number = number * DIGITS.size() + Math.max(0, DIGITS.indexOf(symbol));
    }
    return number;
  }
}
