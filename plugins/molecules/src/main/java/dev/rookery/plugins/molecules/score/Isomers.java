package dev.rookery.plugins.molecules.score;

import dev.rookery.plugins.molecules.chem.Composition;
import dev.rookery.plugins.molecules.chem.Formula;
import dev.rookery.plugins.molecules.chem.Molecule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How near a molecule's formula is to another one: the mean of a Gaussian of deviation 1 for each
 * element of the formula and one of deviation 2 for the number of all atoms.
 */
final class Isomers implements ToDoubleFunction<Molecule> {

  private final Map<String, Integer> formula;
  private final Mean mean;

  Isomers(String formula, Mean mean) {
    this.formula = Formula.read(formula);
    this.mean = mean;
  }

  @Override
  public double applyAsDouble(Molecule molecule) {
    Map<String, Integer> elements = Composition.elements(molecule);
    List<Double> scores = new ArrayList<>();
    formula.forEach(
        (symbol, wanted) ->
            scores.add(Modifier.gaussian(wanted, 1).of(elements.getOrDefault(symbol, 0))));
    scores.add(Modifier.gaussian(atoms(formula), 2).of(atoms(elements)));
    return mean.of(scores, Collections.nCopies(scores.size(), 1.0));
  }

  private static int atoms(Map<String, Integer> elements) {
    return elements.values().stream().mapToInt(Integer::intValue).sum();
  }
}
