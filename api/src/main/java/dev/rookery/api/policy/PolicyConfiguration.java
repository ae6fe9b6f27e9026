package dev.rookery.api.policy;

import dev.rookery.api.Incubating;
import dev.rookery.api.settings.Settings;
import java.util.Map;

/**
 * Another policy's network under a name of its own, with settings of its own and as a rule with its
 * own {@link #pretrained vocabulary, tokenizer and weights}: an entry of AceGen's model mapping.
 * The network may be that of another plugin.
 */
@Incubating
public interface PolicyConfiguration extends PolicyModelFactory {

  /** The policy that makes the networks, such as {@code gpt2}. */
  String network();

  /**
   * The settings that the networks are made with, by name; what is left out has the network's own
   * default.
   *
   * @param settings of this one
   */
  default Map<String, Object> options(Settings settings) {
    return settings.asMap();
  }

  @Override
  default PolicyModel actor(PolicyContext context) {
    ConfiguredNetwork found = ConfiguredNetwork.of(this, context);
    return found.factory().actor(found);
  }

  @Override
  default PolicyModel critic(PolicyContext context) {
    ConfiguredNetwork found = ConfiguredNetwork.of(this, context);
    return found.factory().critic(found);
  }

  @Override
  default PolicyModel actorCritic(PolicyContext context) {
    ConfiguredNetwork found = ConfiguredNetwork.of(this, context);
    return found.factory().actorCritic(found);
  }
}
