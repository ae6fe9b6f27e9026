package dev.rookery.plugins.molecules.chem;

import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IBond;

/**
 * Topological polar surface area of <a href="https://doi.org/10.1021/jm000942e">Ertl, Rohde and
 * Selzer (2000)</a>, in square angstrom, of nitrogen and oxygen only.
 */
public final class PolarSurface {

  private PolarSurface() {}

  public static double of(Molecule molecule) {
    double sum = 0;
    for (IAtom atom : molecule.graph().atoms()) {
      switch (atom.getAtomicNumber()) {
        case IAtom.N -> sum += nitrogen(new Surroundings(molecule, atom));
        case IAtom.O -> sum += oxygen(new Surroundings(molecule, atom));
        default -> {
          // Other elements count nothing.
        }
      }
    }
    return sum;
  }

  /**
   * The environment of an atom as the paper writes it: how many bonds of each kind, such as {@code
   * "2-1=0#0:"}, hydrogens and charge.
   */
  private static final class Surroundings {

    private final String code;
    private final int neighbours;
    private final int hydrogens;

    Surroundings(Molecule molecule, IAtom atom) {
      int[] bonds = new int[4];
      for (IBond bond : atom.bonds()) {
        if (bond.getOther(atom).getAtomicNumber() != IAtom.H) {
          bonds[bond.isAromatic() ? 3 : bond.getOrder().numeric() - 1]++;
        }
      }
      neighbours = bonds[0] + bonds[1] + bonds[2] + bonds[3];
      hydrogens = Molecule.hydrogens(atom);
      code =
          "-".repeat(bonds[0])
              + "=".repeat(bonds[1])
              + "#".repeat(bonds[2])
              + ":".repeat(bonds[3])
              + (hydrogens == 0 ? "" : "H" + hydrogens)
              + charge(atom.getFormalCharge())
              + (inRingOfThree(molecule, atom) ? "r3" : "");
    }

    private static String charge(int charge) {
      return charge == 0 ? "" : charge > 0 ? "+" + charge : "" + charge;
    }

    private static boolean inRingOfThree(Molecule molecule, IAtom atom) {
      for (int[] ring : molecule.rings()) {
        if (ring.length == 4
            && (ring[0] == atom.getIndex()
                || ring[1] == atom.getIndex()
                || ring[2] == atom.getIndex())) {
          return true;
        }
      }
      return false;
    }

    /** What the paper gives for kinds of atoms that it has no example of. */
    double unknown(double start, double perNeighbour) {
      return Math.max(0, start - perNeighbour * neighbours + 1.5 * hydrogens);
    }

    /** The environment, with or without the ring of three where that makes no difference. */
    String code(boolean ringMatters) {
      return ringMatters || !code.endsWith("r3") ? code : code.substring(0, code.length() - 2);
    }
  }

  private static double nitrogen(Surroundings atom) {
    return switch (atom.code(true)) {
      case "---r3" -> 3.01;
      case "--H1r3" -> 21.94;
      default ->
          switch (atom.code(false)) {
            case "#" -> 23.79;
            case "=H1" -> 23.85;
            case "-H2" -> 26.02;
            case "=H2+1" -> 25.59;
            case "-H3+1" -> 27.64;
            case "-=" -> 12.36;
            case "=#" -> 13.60;
            case "--H1" -> 12.03;
            case "-#+1" -> 4.36;
            case "-=H1+1" -> 13.97;
            case "--H2+1" -> 16.61;
            case "::" -> 12.89;
            case "::H1" -> 15.79;
            case "::H1+1" -> 14.14;
            case "---" -> 3.24;
            case "-==" -> 11.68;
            case "--=+1" -> 3.01;
            case "---H1+1" -> 4.44;
            case ":::" -> 4.41;
            case "-::" -> 4.93;
            case "=::" -> 8.39;
            case ":::+1" -> 4.10;
            case "-::+1" -> 3.88;
            case "----+1" -> 0;
            default -> atom.unknown(30.5, 8.2);
          };
    };
  }

  private static double oxygen(Surroundings atom) {
    return switch (atom.code(true)) {
      case "--r3" -> 12.53;
      default ->
          switch (atom.code(false)) {
            case "=" -> 17.07;
            case "-H1" -> 20.23;
            case "--1" -> 23.06;
            case "--" -> 9.23;
            case "::" -> 13.14;
            default -> atom.unknown(28.5, 8.6);
          };
    };
  }
}
