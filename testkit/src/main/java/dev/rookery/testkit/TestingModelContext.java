package dev.rookery.testkit;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.ComponentFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;
import java.util.Map;

/**
 * What a model is made from in a test.
 *
 * @param settings of the model
 * @param dictionary of the agent
 * @param manager under which the weights live
 * @param seed of the weights' initial values
 * @param precision in which the model shall compute
 */
public record TestingModelContext(
    Settings settings, Dictionary dictionary, NDManager manager, long seed, Precision precision)
    implements ModelContext {

  /**
   * A context with 11 words in the dictionary, seed 0 and float32.
   *
   * @param settings by name
   */
  public static TestingModelContext of(
      ComponentFactory factory, Map<String, ?> settings, NDManager manager) {
    return new TestingModelContext(
        TestingSettings.of(factory.settings(), settings),
        TestingDictionary.ofSize(15),
        manager,
        0,
        Precision.FLOAT32);
  }

  public TestingModelContext withSeed(long newSeed) {
    return new TestingModelContext(settings, dictionary, manager, newSeed, precision);
  }

  public TestingModelContext withPrecision(Precision newPrecision) {
    return new TestingModelContext(settings, dictionary, manager, seed, newPrecision);
  }
}
