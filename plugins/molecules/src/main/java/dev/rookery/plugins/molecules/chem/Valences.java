package dev.rookery.plugins.molecules.chem;

import java.util.Map;
import java.util.Optional;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IBond;

/**
 * How many bonds an atom can have. A charge counts as a bond that is there or missing: an ammonium
 * nitrogen may have four, an alkoxide oxygen one.
 */
final class Valences {

  private static final Map<Integer, Integer> LARGEST =
      Map.ofEntries(
          Map.entry(IAtom.H, 1),
          Map.entry(IAtom.He, 0),
          Map.entry(IAtom.Li, 1),
          Map.entry(IAtom.Be, 2),
          Map.entry(IAtom.B, 3),
          Map.entry(IAtom.C, 4),
          Map.entry(IAtom.N, 3),
          Map.entry(IAtom.O, 2),
          Map.entry(IAtom.F, 1),
          Map.entry(IAtom.Ne, 0),
          Map.entry(IAtom.Na, 1),
          Map.entry(IAtom.Mg, 2),
          Map.entry(IAtom.Al, 6),
          Map.entry(IAtom.Si, 6),
          Map.entry(IAtom.P, 7),
          Map.entry(IAtom.S, 6),
          Map.entry(IAtom.Cl, 1),
          Map.entry(IAtom.Ar, 0),
          Map.entry(IAtom.K, 1),
          Map.entry(IAtom.Ca, 2),
          Map.entry(IAtom.Ga, 3),
          Map.entry(IAtom.Ge, 4),
          Map.entry(IAtom.As, 7),
          Map.entry(IAtom.Se, 6),
          Map.entry(IAtom.Br, 1),
          Map.entry(IAtom.In, 3),
          Map.entry(IAtom.Sn, 4),
          Map.entry(IAtom.Sb, 7),
          Map.entry(IAtom.Te, 6),
          Map.entry(IAtom.I, 5),
          Map.entry(IAtom.Tl, 3),
          Map.entry(IAtom.Pb, 4),
          Map.entry(IAtom.Bi, 7));

  private Valences() {}

  /** What is wrong with the bonds of an atom. Metals may have any number. */
  static Optional<String> problem(IAtom atom) {
    Integer largest = LARGEST.get(atom.getAtomicNumber());
    int bonds = valence(atom);
    if (largest == null || bonds + freeBonds(atom) <= largest) {
      return Optional.empty();
    }
    int charge = atom.getFormalCharge();
    return Optional.of(
        "has "
            + bonds
            + " bonds"
            + (charge == 0 ? "" : " and charge " + (charge > 0 ? "+" : "") + charge)
            + ", and can have at most "
            + (largest - freeBonds(atom)));
  }

  /** Sum of the bond orders, hydrogens among them. */
  static int valence(IAtom atom) {
    int valence = atom.getImplicitHydrogenCount();
    for (IBond bond : atom.bonds()) {
      valence += bond.getOrder().numeric();
    }
    return valence;
  }

  /** A missing electron is a place for a bond less in groups 1 to 13, and for one more after. */
  private static int freeBonds(IAtom atom) {
    return outerElectrons(atom.getAtomicNumber()) >= 4
        ? -atom.getFormalCharge()
        : atom.getFormalCharge();
  }

  private static int outerElectrons(int atomicNumber) {
    return switch (atomicNumber) {
      case IAtom.H, IAtom.Li, IAtom.Na, IAtom.K -> 1;
      case IAtom.Be, IAtom.Mg, IAtom.Ca -> 2;
      case IAtom.B, IAtom.Al, IAtom.Ga, IAtom.In, IAtom.Tl -> 3;
      default -> 4;
    };
  }
}
