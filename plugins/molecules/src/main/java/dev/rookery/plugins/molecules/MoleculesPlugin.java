package dev.rookery.plugins.molecules;

import dev.rookery.api.Plugin;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.plugins.molecules.prompts.MoleculePromptings;
import dev.rookery.plugins.molecules.score.MoleculeScores;
import dev.rookery.plugins.molecules.tokens.MoleculeTokenizers;
import java.util.List;

/** Tokenizers of molecules, functions that score them, and ways to build on given parts. */
public final class MoleculesPlugin implements Plugin {

  @Override
  public List<TokenizerFactory> tokenizers() {
    return MoleculeTokenizers.all();
  }

  @Override
  public List<PromptingFactory> promptings() {
    return MoleculePromptings.all();
  }

  @Override
  public List<ScoringFunctionFactory> scoringFunctions() {
    return MoleculeScores.all();
  }
}
