package dev.rookery.plugins.molecules.chem;

import java.util.List;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.tools.manipulator.AtomContainerManipulator;

/**
 * The octanol-water partition coefficient log P and the molar refractivity as sums over atoms, of
 * <a href="https://doi.org/10.1021/ci990307l">Wildman and Crippen (1999)</a>.
 *
 * @param logP log10 of the partition coefficient
 * @param refractivity in cubic centimetres a mole
 */
public record WildmanCrippen(double logP, double refractivity) {

  private record AtomType(Smarts pattern, double logP, double refractivity) {}

  private static final List<AtomType> TYPES =
      Tables.lines("wildman-crippen.txt").stream().map(WildmanCrippen::type).toList();

  private static AtomType type(String line) {
    String[] parts = line.split(" ", 4);
    return new AtomType(
        Smarts.read(parts[3]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  public static WildmanCrippen of(Molecule molecule) {
    IAtomContainer graph = withHydrogens(molecule.graph());
    boolean[] done = new boolean[graph.getAtomCount()];
    double logP = 0;
    double refractivity = 0;
    int left = done.length;
    for (AtomType type : TYPES) {
      if (left == 0) {
        break;
      }
      for (int[] match : type.pattern().matchesIn(graph)) {
        if (!done[match[0]]) {
          done[match[0]] = true;
          left--;
          logP += type.logP();
          refractivity += type.refractivity();
        }
      }
    }
    return new WildmanCrippen(logP, refractivity);
  }

  /** Hydrogens as atoms, since they have types, too. */
  private static IAtomContainer withHydrogens(IAtomContainer graph) {
    try {
      IAtomContainer copy = graph.clone();
      AtomContainerManipulator.convertImplicitToExplicitHydrogens(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("molecules can be copied", e);
    }
  }
}
