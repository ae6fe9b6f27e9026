package dev.rookery.runtime.learning.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.scoring.GuardedScoring;
import java.util.List;
import java.util.Optional;

/** Makes the one loop of reinforcement learning with one of its algorithms. */
final class PolicyLearnerFactory implements LearnerFactory {

  /**
   * What an algorithm is made from.
   *
   * @param settings of the learner
   * @param agent that learns
   * @param prior the policy before it learned
   * @param critic the network that values, if the algorithm wants one; may be the agent's own
   * @param updates changes the weights
   * @param replay an empty buffer
   * @param scoring the scoring function
   * @param numEnvs how many sequences a round writes
   * @param replayed how many are replayed beside them
   * @param compat whether AceGen's artefacts are wanted
   * @param seed of what is drawn
   */
  record Parts(
      Settings settings,
      PolicyAgent agent,
      PolicyModel prior,
      Optional<PolicyModel> critic,
      PolicyUpdates updates,
      ReplayBuffer replay,
      GuardedScoring scoring,
      int numEnvs,
      int replayed,
      boolean compat,
      long seed) {

    int startId() {
      return agent.codec().vocabulary().startId();
    }
  }

  /** Makes an algorithm. */
  interface Maker {
    PolicyAlgorithm make(Parts parts);
  }

  private final String name;
  private final String description;
  private final PolicySettings common;
  private final List<Setting<?>> own;
  private final boolean hasCritic;
  private final Maker maker;

  PolicyLearnerFactory(
      String name,
      String description,
      PolicySettings common,
      List<Setting<?>> own,
      boolean hasCritic,
      Maker maker) {
    this.name = name;
    this.description = description;
    this.common = common;
    this.own = own;
    this.hasCritic = hasCritic;
    this.maker = maker;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SettingsSpec settings() {
    return common.spec().plus(own.toArray(Setting<?>[]::new));
  }

  @Override
  public boolean needsTask() {
    return false;
  }

  @Override
  public Learner create(LearnerContext context) {
    if (context.agent() instanceof PolicyAgent agent) {
      return new PolicyLearner(context, agent, common, hasCritic, maker);
    }
    throw new UserException(
        "the learner "
            + name
            + " trains policies, and the agent \""
            + context.agent().id()
            + "\" is none; name agent.name = policy, or start from one with --init-model");
  }
}
