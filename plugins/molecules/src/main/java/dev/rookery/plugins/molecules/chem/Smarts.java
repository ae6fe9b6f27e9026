package dev.rookery.plugins.molecules.chem;

import dev.rookery.api.UserException;
import org.openscience.cdk.smarts.SmartsPattern;

/** A pattern that parts of molecules match. Thread-safe. */
public final class Smarts {

  private final String text;
  private final SmartsPattern pattern;

  private Smarts(String text, SmartsPattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws UserException if it can't be read
   */
  public static Smarts read(String smarts) {
    if (smarts.isBlank()) {
      throw new UserException(wrong(smarts, "it is empty"));
    }
    if (smarts.contains("^")) {
      throw new UserException(
          wrong(smarts, "hybridization (^) is not known here; write bonds, as in [$(*=*)]"));
    }
    try {
      // Molecules know their rings and their aromaticity already.
      return new Smarts(smarts, SmartsPattern.create(smarts).setPrepare(false));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new UserException(wrong(smarts, why.lines().findFirst().orElse(why)), e);
    } catch (IndexOutOfBoundsException e) {
      // The parser reads past the end of "[#6".
      throw new UserException(wrong(smarts, "it ends too early"), e);
    }
  }

  private static String wrong(String smarts, String why) {
    return "\"" + smarts + "\" is no SMARTS: " + why;
  }

  public boolean matches(Molecule molecule) {
    return pattern.matches(molecule.graph());
  }

  /** Number of different sets of atoms that match. */
  public int count(Molecule molecule) {
    return pattern.matchAll(molecule.graph()).uniqueAtoms().count();
  }

  /** All ways to match, each as the atoms in the order of the pattern. */
  Iterable<int[]> matchesIn(org.openscience.cdk.interfaces.IAtomContainer graph) {
    return pattern.matchAll(graph);
  }

  @Override
  public String toString() {
    return text;
  }
}
