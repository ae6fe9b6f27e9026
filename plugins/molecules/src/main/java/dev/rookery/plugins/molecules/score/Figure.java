package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.function.ToDoubleFunction;

/** A score that is one figure of the molecule. */
record Figure(ToDoubleFunction<Molecule> of) implements MoleculeFunction {

  @Override
  public Score score(String sequence) throws NoMoleculeException {
    return Score.of(of.applyAsDouble(Molecule.read(sequence)));
  }
}
