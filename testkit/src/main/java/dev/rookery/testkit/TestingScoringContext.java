package dev.rookery.testkit;

import dev.rookery.api.Components;
import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * Opens scoring functions of these factories without any guard: what goes wrong is thrown.
 *
 * @param settings of the function itself
 * @param factories of the functions that it may name
 */
public record TestingScoringContext(Settings settings, List<ScoringFunctionFactory> factories)
    implements ScoringContext {

  /** Makes a function with settings from plain values. */
  public static ScoringFunction open(
      ScoringFunctionFactory factory,
      Map<String, ?> settings,
      List<ScoringFunctionFactory> factories) {
    return factory.create(
        new TestingScoringContext(TestingSettings.of(factory.settings(), settings), factories));
  }

  @Override
  public ScoringFunction open(ComponentRef reference) {
    Components.Found<ScoringFunctionFactory> found =
        TestingComponents.of(factories.toArray(ScoringFunctionFactory[]::new))
            .find(ScoringFunctionFactory.class, reference);
    return found.factory().create(new TestingScoringContext(found.settings(), factories));
  }

  @Override
  public long seed() {
    return 1;
  }
}
