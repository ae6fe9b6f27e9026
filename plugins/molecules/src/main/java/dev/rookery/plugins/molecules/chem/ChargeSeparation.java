package dev.rookery.plugins.molecules.chem;

import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;

/**
 * Writes nitro groups, azides and perchlorates with charges where they came with too many bonds.
 */
final class ChargeSeparation {

  private ChargeSeparation() {}

  static void apply(IAtomContainer graph) {
    for (IAtom atom : graph.atoms()) {
      int valence = Valences.valence(atom);
      if (atom.getFormalCharge() != 0) {
        continue;
      }
      switch (atom.getAtomicNumber()) {
        case IAtom.N -> {
          // With hydrogens that the parser added to reach five bonds, it is no nitro group.
          if (valence == 5 && atom.getImplicitHydrogenCount() == 0) {
            separateNitrogen(atom);
          }
        }
        case IAtom.Cl, IAtom.Br, IAtom.I -> {
          if (valence == 3 || valence == 5 || valence == 7) {
            separateHalogen(atom);
          }
        }
        default -> {
          // Other atoms may have as many bonds as they can be written with.
        }
      }
    }
  }

  private static void separateNitrogen(IAtom nitrogen) {
    for (IBond bond : nitrogen.bonds()) {
      IAtom other = bond.getOther(nitrogen);
      boolean oxide = other.getAtomicNumber() == IAtom.O && bond.getOrder() == IBond.Order.DOUBLE;
      boolean azide = other.getAtomicNumber() == IAtom.N && bond.getOrder() == IBond.Order.TRIPLE;
      if ((oxide || azide) && other.getFormalCharge() == 0) {
        move(bond, nitrogen, other, oxide ? IBond.Order.SINGLE : IBond.Order.DOUBLE);
        return;
      }
    }
  }

  private static void separateHalogen(IAtom halogen) {
    for (IBond bond : halogen.bonds()) {
      if (bond.getOther(halogen).getAtomicNumber() != IAtom.O) {
        return;
      }
    }
    for (IBond bond : halogen.bonds()) {
      if (bond.getOrder() == IBond.Order.DOUBLE) {
        move(bond, halogen, bond.getOther(halogen), IBond.Order.SINGLE);
      }
    }
  }

  /** An electron goes from one end of the bond to the other. */
  private static void move(IBond bond, IAtom from, IAtom to, IBond.Order order) {
    bond.setOrder(order);
    from.setFormalCharge(from.getFormalCharge() + 1);
    to.setFormalCharge(to.getFormalCharge() - 1);
  }
}
