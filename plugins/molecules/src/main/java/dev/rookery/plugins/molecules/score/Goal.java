package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The mean of several figures of a molecule, which are told as parts. */
record Goal(Mean mean, List<Term> terms) implements MoleculeFunction {

  /** A figure and how it counts. */
  record Term(String name, ToDoubleFunction<Molecule> figure, Modifier modifier) {

    double of(Molecule molecule) {
      return modifier.of(figure.applyAsDouble(molecule));
    }
  }

  Goal(Mean mean, Term... terms) {
    this(mean, List.of(terms));
  }

  @Override
  public List<String> parts() {
    return terms.stream().map(Term::name).toList();
  }

  @Override
  public Score score(String sequence) throws NoMoleculeException {
    Molecule molecule = Molecule.read(sequence);
    List<Double> parts = terms.stream().map(term -> term.of(molecule)).toList();
    return Score.of(mean.of(parts, Collections.nCopies(parts.size(), 1.0)), parts);
  }
}
