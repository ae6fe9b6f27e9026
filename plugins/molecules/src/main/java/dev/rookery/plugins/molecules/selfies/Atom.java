package dev.rookery.plugins.molecules.selfies;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An atom as it is written.
 *
 * @param index among the atoms of its molecule
 * @param isotope the mass number, or ""
 * @param sense {@code @}, {@code @@} or ""
 * @param hydrogens as written; empty for an atom without brackets, whose hydrogens are what is left
 */
record Atom(
    int index,
    String isotope,
    String element,
    boolean aromatic,
    String sense,
    OptionalInt hydrogens,
    int charge) {

  private static final Pattern IN_SMILES =
      Pattern.compile(
          "\\[(\\d{0,3})([A-Za-z][a-z]?)(@{0,2})(H\\d?)?(\\++|-+|[+-]\\d{1,2})?(?::\\d+)?\\]");

  /** Hydrogens and charge always have their numbers here. */
  private static final Pattern IN_SELFIES =
      Pattern.compile("(\\d{0,3})([A-Z][a-z]?)(@{0,2})(H\\d)?([+-][1-9]{1,2})?");

  /** Reads an atom of a SMILES; nothing if there is no such atom. */
  static Optional<Atom> ofSmiles(int index, String text) {
    if (!text.startsWith("[")) {
      return plain(index, text);
    }
    Matcher matcher = IN_SMILES.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String symbol = matcher.group(2);
    String element = capitalized(symbol);
    boolean aromatic = Character.isLowerCase(symbol.charAt(0)) && Elements.canBeAromatic(element);
    return ofParts(index, matcher, element, aromatic);
  }

  /** Reads an atom of a SELFIES without bond and brackets; nothing if there is no such atom. */
  static Optional<Atom> ofSelfies(int index, String text) {
    if (Elements.ORGANIC.contains(text)) {
      return plain(index, text);
    }
    Matcher matcher = IN_SELFIES.matcher(text);
    return matcher.matches()
        ? ofParts(index, matcher, matcher.group(2), false).filter(atom -> atom.capacity() >= 0)
        : Optional.empty();
  }

  private static Optional<Atom> plain(int index, String text) {
    boolean aromatic = Elements.canBeAromatic(capitalized(text)) && isLowerCase(text);
    return aromatic || Elements.ORGANIC.contains(text)
        ? Optional.of(new Atom(index, "", capitalized(text), aromatic, "", OptionalInt.empty(), 0))
        : Optional.empty();
  }

  private static Optional<Atom> ofParts(
      int index, Matcher matcher, String element, boolean aromatic) {
    if (!Elements.isKnown(element) || (!aromatic && isLowerCase(matcher.group(2)))) {
      return Optional.empty();
    }
    String isotope = matcher.group(1);
    String hydrogens = matcher.group(4);
    return Optional.of(
        new Atom(
            index,
            isotope.isEmpty() ? "" : "" + Integer.parseInt(isotope),
            element,
            aromatic,
            matcher.group(3),
            OptionalInt.of(
                hydrogens == null
                    ? 0
                    : hydrogens.length() == 1 ? 1 : Integer.parseInt(hydrogens.substring(1))),
            charge(matcher.group(5))));
  }

  private static int charge(String text) {
    if (text == null) {
      return 0;
    }
    int sign = text.charAt(0) == '+' ? 1 : -1;
    boolean counted = Character.isDigit(text.charAt(text.length() - 1));
    return sign * (counted ? Integer.parseInt(text.substring(1)) : text.length());
  }

  private static boolean isLowerCase(String text) {
    return Character.isLowerCase(text.charAt(0));
  }

  private static String capitalized(String symbol) {
    return Character.toUpperCase(symbol.charAt(0)) + symbol.substring(1);
  }

  /** How many bonds to other atoms it can have. */
  int capacity() {
    return Elements.capacity(element, charge) - hydrogens.orElse(0);
  }

  Atom withOtherSense() {
    String other = sense.equals("@") ? "@@" : sense.equals("@@") ? "@" : "";
    return new Atom(index, isotope, element, aromatic, other, hydrogens, charge);
  }

  /** Element and all that is known of it, without brackets; without marks of aromaticity. */
  String text() {
    if (isPlain()) {
      return element;
    }
    int count = hydrogens.orElse(0);
    boolean bare = isotope.isEmpty() && sense.isEmpty() && count == 0 && charge == 0;
    return isotope
        + element
        + sense
        + (count > 0 ? "H" + count : bare && Elements.ORGANIC.contains(element) ? "H0" : "")
        + (charge == 0 ? "" : (charge > 0 ? "+" : "") + charge);
  }

  /** As an atom of a SMILES. */
  String smiles() {
    return isPlain() ? element : "[" + text() + "]";
  }

  private boolean isPlain() {
    return isotope.isEmpty() && sense.isEmpty() && hydrogens.isEmpty() && charge == 0;
  }
}
