package dev.rookery.plugins.molecules.chem;

import java.util.Map;

/**
 * How hard a molecule is to make, from 1 (easy) to 10, after <a
 * href="https://doi.org/10.1186/1758-2946-1-8">Ertl and Schuffenhauer (2009)</a>: fragments that
 * known molecules often have make it easy; size, stereocentres, bridges, spiro atoms and large
 * rings make it hard. As in RDKit, symmetric molecules gain something.
 */
public final class SyntheticAccessibility {

  private static final double LEAST = -4;
  private static final double MOST = 2.5;

  private SyntheticAccessibility() {}

  public static double of(Molecule molecule) {
    double raw = fragments(molecule) - complexity(molecule) + symmetry(molecule);
    double score = 11 - (raw - LEAST + 1) / (MOST - LEAST) * 9;
    if (score > 8) {
      score = 8 + Math.log(score - 8);
    }
    return Math.min(10, Math.max(1, score));
  }

  /** The mean of what the fragments contribute. */
  static double fragments(Molecule molecule) {
    double sum = 0;
    int all = 0;
    for (Map.Entry<Integer, Integer> fragment :
        Fingerprints.ECFP4.of(molecule).counts().entrySet()) {
      sum += KnownFragments.contribution(fragment.getKey()) * fragment.getValue();
      all += fragment.getValue();
    }
    return sum / all;
  }

  static double complexity(Molecule molecule) {
    int atoms = molecule.heavyAtoms();
    return Math.pow(atoms, 1.005)
        - atoms
        + Math.log10(Complexity.stereocentres(molecule) + 1)
        + Math.log10(Complexity.spiroAtoms(molecule) + 1)
        + Math.log10(Complexity.bridgeheads(molecule) + 1)
        + (Complexity.hasMacrocycle(molecule) ? Math.log10(2) : 0);
  }

  private static double symmetry(Molecule molecule) {
    int atoms = molecule.heavyAtoms();
    int different = Fingerprints.ECFP4.of(molecule).counts().size();
    return atoms > different ? Math.log((double) atoms / different) * 0.5 : 0;
  }
}
