package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Another function's score, but little for molecules whose scaffold was seen often enough: the
 * diversity filter of <a href="https://doi.org/10.1186/s13321-020-00473-0">Blaschke et al.
 * (2020)</a>. Molecules count in the order in which they are scored.
 */
final class ScaffoldFilter extends Composite {

  /**
   * What counts as often.
   *
   * @param bucketSize how many good molecules of a scaffold keep their score
   * @param minimumScore from which score on a molecule is a good one
   * @param penalty what the scores of further ones are multiplied by
   */
  record Limits(int bucketSize, double minimumScore, double penalty) {}

  private final Function<Molecule, String> scaffold;
  private final Limits limits;
  private final List<String> names;
  private final Map<String, Integer> seen = new HashMap<>();

  ScaffoldFilter(
      String name, ScoringFunction function, Function<Molecule, String> scaffold, Limits limits) {
    super(List.of(function));
    this.scaffold = scaffold;
    this.limits = limits;
    this.names = names(name, function);
  }

  @Override
  public List<String> parts() {
    return names;
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  Score combined(String sequence, List<Score> scores) {
    Score score = scores.get(0);
    List<Double> parts = new ArrayList<>(List.of(score.value()));
    parts.addAll(score.parts());
    try {
      return Score.of(filtered(Molecule.read(sequence), score.value()), parts);
    } catch (NoMoleculeException e) {
      return Score.none(this, String.valueOf(e.getMessage()));
    }
  }

  private double filtered(Molecule molecule, double score) {
    if (score < limits.minimumScore()) {
      return score;
    }
    int count = seen.merge(scaffold.apply(molecule), 1, Integer::sum);
    return count > limits.bucketSize() ? score * limits.penalty() : score;
  }
}
