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
    try {
      // Molecules know their rings and their aromaticity already.
      return new Smarts(smarts, SmartsPattern.create(smarts).setPrepare(false));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new UserException(
          "\"" + smarts + "\" is no SMARTS: " + why.lines().findFirst().orElse(why), e);
    }
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
