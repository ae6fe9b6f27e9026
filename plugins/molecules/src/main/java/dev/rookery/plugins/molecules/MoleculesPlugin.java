package dev.rookery.plugins.molecules;

import dev.rookery.api.Plugin;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.plugins.molecules.score.MoleculeScores;
import dev.rookery.plugins.molecules.tokens.MoleculeTokenizers;
import java.util.List;

/** Tokenizers of molecules and functions that score them. */
public final class MoleculesPlugin implements Plugin {

  @Override
  public List<TokenizerFactory> tokenizers() {
    return MoleculeTokenizers.all();
  }

  @Override
  public List<ScoringFunctionFactory> scoringFunctions() {
    return MoleculeScores.all();
  }
}
