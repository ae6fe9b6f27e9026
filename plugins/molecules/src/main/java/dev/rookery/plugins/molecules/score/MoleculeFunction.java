package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import dev.rookery.plugins.molecules.chem.Picture;
import java.util.Optional;
import java.util.SplittableRandom;

/** Scores molecules, each once however it is written. */
interface MoleculeFunction extends ScoringFunction {

  /** The canonical SMILES; what is no molecule stays as it is. */
  @Override
  default String key(String sequence) {
    try {
      return Molecule.read(sequence).canonicalSmiles();
    } catch (NoMoleculeException e) {
      return sequence;
    }
  }

  @Override
  default Optional<String> picture(String sequence) throws NoMoleculeException {
    return Optional.of(Picture.svg(Molecule.read(sequence)));
  }

  /** Another SMILES of the same molecule. */
  @Override
  default Optional<String> variant(String sequence, SplittableRandom random)
      throws NoMoleculeException {
    return Optional.of(Molecule.read(sequence).randomSmiles(random));
  }
}
