package dev.rookery.plugins.molecules.chem;

import dev.rookery.api.UserException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openscience.cdk.config.Elements;

/** Reads molecular formulas such as {@code C9H10N2O2PF2Cl}. */
public final class Formula {

  private static final Pattern ELEMENT = Pattern.compile("\\G([A-Z][a-z]?)(\\d{0,4})");

  private Formula() {}

  /**
   * How many atoms of each element, by symbol.
   *
   * @throws UserException if it can't be read
   */
  public static Map<String, Integer> read(String formula) {
    Map<String, Integer> counts = new TreeMap<>();
    Matcher matcher = ELEMENT.matcher(formula);
    int end = 0;
    while (matcher.find()) {
      String symbol = matcher.group(1);
      if (Elements.ofString(symbol) == Elements.Unknown) {
        throw new UserException("\"" + formula + "\" is no formula: " + symbol + " is no element");
      }
      int count = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
      counts.merge(symbol, count, Integer::sum);
      end = matcher.end();
    }
    if (counts.isEmpty() || end < formula.length()) {
      throw new UserException(
          "\"" + formula + "\" is no formula; write elements and numbers, as in C11H24");
    }
    return counts;
  }
}
