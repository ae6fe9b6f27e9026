package dev.rookery.api.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.Incubating;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.settings.Settings;

/** What a policy's network is made from. */
@Incubating
public interface PolicyContext {

  /** The network's own settings, {@code agent.policy-options}. */
  Settings settings();

  /** Finds other components, such as the policy that this one is a configuration of. */
  Components components();

  /** Number of tokens, V. */
  int vocabularySize();

  /** The most tokens of a sequence, start token included. */
  int maxLength();

  /** Where weights live. The network's {@link dev.rookery.api.nn.Parameters} make a child of it. */
  NDManager manager();

  /** In which numbers the network shall compute, to be handed on to its parameters. */
  default Precision precision() {
    return Precision.FLOAT32;
  }

  /** Seed of the weights' initial values and of dropout. */
  long seed();
}
