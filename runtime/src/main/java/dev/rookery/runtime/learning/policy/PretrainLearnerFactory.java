package dev.rookery.runtime.learning.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.learning.SupervisedLearnerFactory;
import dev.rookery.runtime.policy.PolicyAgent;

/** The component {@code pretrain}. */
final class PretrainLearnerFactory implements LearnerFactory {

  @Override
  public String name() {
    return "pretrain";
  }

  @Override
  public String description() {
    return "Maximum likelihood of the task's sequences; measures how much of what the policy writes"
        + " is valid, unique and novel";
  }

  @Override
  public SettingsSpec settings() {
    return SupervisedLearnerFactory.forSequences().plus(Pretraining.SPEC);
  }

  @Override
  public Learner create(LearnerContext context) {
    if (context.agent() instanceof PolicyAgent agent) {
      return SupervisedLearnerFactory.learner(context, agent, new Pretraining(context, agent));
    }
    throw new UserException(
        "the learner pretrain trains policies, and the agent \""
            + context.agent().id()
            + "\" is none; name agent.name = policy");
  }
}
