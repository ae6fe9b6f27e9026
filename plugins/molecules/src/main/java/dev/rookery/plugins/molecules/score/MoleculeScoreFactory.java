package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.SettingsSpec;
import java.util.function.Function;

/** A scoring function by name. */
record MoleculeScoreFactory(
    String name,
    String description,
    SettingsSpec settings,
    Function<ScoringContext, ScoringFunction> maker)
    implements ScoringFunctionFactory {

  @Override
  public ScoringFunction create(ScoringContext context) {
    return maker.apply(context);
  }
}
