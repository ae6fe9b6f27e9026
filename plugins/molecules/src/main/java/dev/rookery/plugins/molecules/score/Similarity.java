package dev.rookery.plugins.molecules.score;

import dev.rookery.plugins.molecules.chem.Fingerprint;
import dev.rookery.plugins.molecules.chem.Fingerprints;
import dev.rookery.plugins.molecules.chem.Molecule;
import java.util.function.ToDoubleFunction;

/** Tanimoto similarity to a target, from 0 to 1. */
final class Similarity implements ToDoubleFunction<Molecule> {

  private final Fingerprints kind;
  private final int bits;
  private final Fingerprint target;

  /**
   * @param target a SMILES or one of {@link Targets}' names
   * @param bits onto which features are folded; 0 for none
   */
  Similarity(String target, Fingerprints kind, int bits) {
    this.kind = kind;
    this.bits = bits;
    this.target = fingerprint(Targets.read(target));
  }

  @Override
  public double applyAsDouble(Molecule molecule) {
    return fingerprint(molecule).tanimoto(target);
  }

  private Fingerprint fingerprint(Molecule molecule) {
    Fingerprint fingerprint = kind.of(molecule);
    return bits == 0 ? fingerprint : fingerprint.folded(bits);
  }
}
