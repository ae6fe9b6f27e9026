package dev.rookery.plugins.molecules.chem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openscience.cdk.config.Isotopes;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.tools.manipulator.AtomContainerManipulator;

/** What a molecule is made of. */
public final class Composition {

  /** In g/mol. */
  private static final double ELECTRON = 0.000548579909;

  private Composition() {}

  /** Average mass, in g/mol. */
  public static double weight(Molecule molecule) {
    return mass(molecule, AtomContainerManipulator.MolWeight);
  }

  /** Mass of the molecule of the most frequent isotopes, in g/mol; ions lack electrons. */
  public static double exactMass(Molecule molecule) {
    return mass(molecule, AtomContainerManipulator.MonoIsotopic) - charge(molecule) * ELECTRON;
  }

  /** Asterisks weigh nothing. The CDK fails at those with a mass number, such as {@code [1*]}. */
  private static double mass(Molecule molecule, int kind) {
    IAtomContainer graph = molecule.graph();
    if (molecule.atoms().anyMatch(Composition::isMarkedAsterisk)) {
      try {
        graph = graph.clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("molecules can be copied", e);
      }
      for (IAtom atom : graph.atoms()) {
        if (isMarkedAsterisk(atom)) {
          atom.setMassNumber(null);
        }
      }
    }
    return AtomContainerManipulator.getMass(graph, kind);
  }

  private static boolean isMarkedAsterisk(IAtom atom) {
    return atom.getAtomicNumber() == 0 && atom.getMassNumber() != null;
  }

  /** How many atoms of each element there are, by symbol. */
  public static Map<String, Integer> elements(Molecule molecule) {
    Map<String, Integer> elements = new TreeMap<>();
    molecule
        .atoms()
        .forEach(
            atom -> {
              elements.merge(atom.getSymbol(), 1, Integer::sum);
              if (atom.getImplicitHydrogenCount() > 0) {
                elements.merge("H", atom.getImplicitHydrogenCount(), Integer::sum);
              }
            });
    return elements;
  }

  /** The formula in Hill's order, such as {@code C9H8O4}, with the charge behind it. */
  public static String formula(Molecule molecule) {
    Map<String, Integer> elements = elements(molecule);
    StringBuilder formula = new StringBuilder();
    if (elements.containsKey("C")) {
      append(formula, "C", elements.remove("C"));
      append(formula, "H", elements.remove("H"));
    }
    elements.forEach((symbol, count) -> append(formula, symbol, count));
    int charge = charge(molecule);
    if (charge != 0) {
      formula.append(charge > 0 ? '+' : '-');
      formula.append(Math.abs(charge) > 1 ? Math.abs(charge) : "");
    }
    return formula.toString();
  }

  private static void append(StringBuilder formula, String symbol, @Nullable Integer count) {
    if (count != null) {
      formula.append(symbol).append(count > 1 ? count : "");
    }
  }

  /** Average mass of an atom's element, in g/mol. */
  static double naturalMass(IAtom atom) {
    try {
      return Isotopes.getInstance().getNaturalMass(atom);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mass of an atom's isotope, in g/mol; that of its nucleons if the isotope is not known. */
  static double isotopeMass(IAtom atom) {
    try {
      double mass =
          Isotopes.getInstance().getExactMass(atom.getAtomicNumber(), atom.getMassNumber());
      return mass > 0 ? mass : atom.getMassNumber();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int charge(Molecule molecule) {
    return molecule.atoms().mapToInt(IAtom::getFormalCharge).sum();
  }

  /** Carbons with four neighbours among all carbons; 0 if there are none. */
  public static double fractionSp3(Molecule molecule) {
    double carbons = molecule.atoms().filter(Composition::isCarbon).count();
    double sp3 =
        molecule
            .atoms()
            .filter(Composition::isCarbon)
            .filter(atom -> atom.getBondCount() + atom.getImplicitHydrogenCount() == 4)
            .count();
    return carbons == 0 ? 0 : sp3 / carbons;
  }

  private static boolean isCarbon(IAtom atom) {
    return atom.getAtomicNumber() == IAtom.C;
  }
}
