package dev.rookery.plugins.molecules.chem;

import org.openscience.cdk.graph.CycleFinder;
import org.openscience.cdk.graph.Cycles;
import org.openscience.cdk.graph.GraphUtil;
import org.openscience.cdk.graph.RelevantCycles;
import org.openscience.cdk.interfaces.IAtomContainer;

/**
 * The shortest rings, and where several are equally short all of them. Large rings of small ones
 * can go around each of these on two sides, so that their number doubles with each; where there are
 * more than 255, or their basis has more than 31, one basis of rings is enough.
 */
final class ShortRings implements CycleFinder {

  static final CycleFinder FINDER = new ShortRings();

  private static final int MOST = 255;

  /** A basis of so many rings has at most 2^8 - 1 sums. */
  private static final int ALWAYS_FEW = 8;

  /** The sums of a larger basis may be more than an int holds, in which the CDK counts them. */
  private static final int COUNTABLE = 31;

  private ShortRings() {}

  static int[][] of(IAtomContainer molecule) {
    return found(molecule).paths();
  }

  private static Cycles found(IAtomContainer molecule) {
    int basis = Cycles.markRingAtomsAndBonds(molecule);
    return basis <= ALWAYS_FEW
            || (basis <= COUNTABLE
                && new RelevantCycles(GraphUtil.toAdjList(molecule)).size() <= MOST)
        ? Cycles.relevant(molecule)
        : Cycles.mcb(molecule);
  }

  @Override
  public Cycles find(IAtomContainer molecule) {
    return found(molecule);
  }

  @Override
  public Cycles find(IAtomContainer molecule, int length) {
    return found(molecule);
  }

  @Override
  public Cycles find(IAtomContainer molecule, int[][] graph, int length) {
    return found(molecule);
  }
}
