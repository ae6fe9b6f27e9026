package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.settings.Settings;

/**
 * Makes the networks of one policy, all of one size.
 *
 * @param factory of the kind that the experiment names
 * @param settings of the networks
 * @param components that the networks may name
 * @param vocabularySize number of tokens
 * @param maxLength most tokens of a sequence, start token included
 * @param precision in which they compute
 * @param seed of the first weights
 */
public record PolicyNetworks(
    PolicyModelFactory factory,
    Settings settings,
    Components components,
    int vocabularySize,
    int maxLength,
    Precision precision,
    long seed) {

  /** A new actor. */
  public PolicyModel actor(NDManager manager) {
    return factory.actor(new Context(this, manager, seed));
  }

  /** A new critic, whose first weights differ from the actor's. */
  public PolicyModel critic(NDManager manager) {
    return factory.critic(new Context(this, manager, seed + 1));
  }

  /** A new network that is actor and critic. */
  public PolicyModel actorCritic(NDManager manager) {
    return factory.actorCritic(new Context(this, manager, seed));
  }

  private record Context(PolicyNetworks networks, NDManager manager, long seed)
      implements PolicyContext {

    @Override
    public Settings settings() {
      return networks.settings;
    }

    @Override
    public Components components() {
      return networks.components;
    }

    @Override
    public int vocabularySize() {
      return networks.vocabularySize;
    }

    @Override
    public int maxLength() {
      return networks.maxLength;
    }

    @Override
    public Precision precision() {
      return networks.precision;
    }
  }
}
