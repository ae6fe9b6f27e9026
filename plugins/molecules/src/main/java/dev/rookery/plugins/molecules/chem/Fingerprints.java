package dev.rookery.plugins.molecules.chem;

import java.util.function.Function;

/** Kinds of fingerprints by name. */
@SuppressWarnings("ImmutableEnumChecker") // methods have no state
public enum Fingerprints {
  /** Surroundings of up to two bonds; atoms by element, neighbours, hydrogens, charge and ring. */
  ECFP4(molecule -> CircularFingerprint.of(molecule, 2)),
  /** Surroundings of up to three bonds. */
  ECFP6(molecule -> CircularFingerprint.of(molecule, 3)),
  /** Surroundings of up to two bonds; atoms by what they do: donors, acceptors and so on. */
  FCFP4(molecule -> CircularFingerprint.of(molecule, 2, AtomFeatures.of(molecule))),
  /** Surroundings of up to three bonds; atoms by what they do. */
  FCFP6(molecule -> CircularFingerprint.of(molecule, 3, AtomFeatures.of(molecule))),
  /** Pairs of atoms with their distance of up to ten bonds. */
  ATOM_PAIRS(AtomPairs::of),
  /** Pairs and triples of pharmacophoric points with their distances. */
  PHARMACOPHORE(Pharmacophore::of);

  private final Function<Molecule, Fingerprint> method;

  Fingerprints(Function<Molecule, Fingerprint> method) {
    this.method = method;
  }

  public Fingerprint of(Molecule molecule) {
    return method.apply(molecule);
  }
}
