package dev.rookery.api.policy;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;
import dev.rookery.api.UserException;
import java.util.Optional;

/**
 * Makes the networks of a policy with random weights; saved weights are loaded afterwards into
 * their {@link PolicyModel#parameters}.
 */
@Incubating
public interface PolicyModelFactory extends ComponentFactory {

  /**
   * Vocabulary, tokenizer and weights that the plugin brings for this network. An experiment that
   * neither names others nor starts from a trained policy begins with them.
   */
  default Optional<PretrainedPolicy> pretrained() {
    return Optional.empty();
  }

  /** Makes an actor. */
  PolicyModel actor(PolicyContext context);

  /**
   * Makes a critic.
   *
   * @throws UserException if this kind of network has none
   */
  default PolicyModel critic(PolicyContext context) {
    throw new UserException("the policy \"" + name() + "\" has no critic");
  }

  /**
   * Makes an actor and a critic that share all but the last layer.
   *
   * @throws UserException if this kind of network has none
   */
  default PolicyModel actorCritic(PolicyContext context) {
    throw new UserException(
        "the policy \"" + name() + "\" has no actor and critic that share a network");
  }
}
