package dev.rookery.testkit;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Components;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.settings.Settings;
import java.util.Map;

/**
 * What a policy's network is made from in a test.
 *
 * @param settings of the network
 * @param components that the network may name
 * @param vocabularySize number of tokens
 * @param maxLength most tokens of a sequence, start token included
 * @param manager under which the weights live
 * @param precision in which the network shall compute
 * @param seed of the weights' initial values
 */
public record TestingPolicyContext(
    Settings settings,
    Components components,
    int vocabularySize,
    int maxLength,
    NDManager manager,
    Precision precision,
    long seed)
    implements PolicyContext {

  /**
   * A context with seed 0 and float32, and no other components.
   *
   * @param settings by name
   */
  public static TestingPolicyContext of(
      ComponentFactory factory,
      Map<String, ?> settings,
      int vocabularySize,
      int maxLength,
      NDManager manager) {
    return new TestingPolicyContext(
        TestingSettings.of(factory.settings(), settings),
        TestingComponents.of(),
        vocabularySize,
        maxLength,
        manager,
        Precision.FLOAT32,
        0);
  }

  /** The same with components that the network may name. */
  public TestingPolicyContext withComponents(ComponentFactory... factories) {
    return new TestingPolicyContext(
        settings,
        TestingComponents.of(factories),
        vocabularySize,
        maxLength,
        manager,
        precision,
        seed);
  }

  /** The same with another seed. */
  public TestingPolicyContext withSeed(long newSeed) {
    return new TestingPolicyContext(
        settings, components, vocabularySize, maxLength, manager, precision, newSeed);
  }
}
