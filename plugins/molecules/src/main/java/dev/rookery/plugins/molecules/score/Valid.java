package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;

/** 1 for what is a molecule. */
final class Valid implements MoleculeFunction {

  @Override
  public Score score(String sequence) throws NoMoleculeException {
    Molecule.read(sequence);
    return Score.of(1);
  }
}
