package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.testkit.TestingScoringContext;
import java.util.Map;

/** Opens the plugin's functions by their names, without any guard. */
final class TestingScores {

  private TestingScores() {}

  static ScoringFunctionFactory factory(String name) {
    return MoleculeScores.all().stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no function " + name));
  }

  static ScoringFunction open(String name, Map<String, ?> settings) {
    return TestingScoringContext.open(factory(name), settings, MoleculeScores.all());
  }

  static double score(String name, Map<String, ?> settings, String smiles) {
    return scored(open(name, settings), smiles).value();
  }

  static Score scored(ScoringFunction function, String smiles) {
    try {
      return function.score(smiles);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
