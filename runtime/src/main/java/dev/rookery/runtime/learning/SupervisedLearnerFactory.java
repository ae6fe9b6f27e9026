package dev.rookery.runtime.learning;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.settings.SettingsSpec;

/** The component {@code supervised}. */
public final class SupervisedLearnerFactory implements LearnerFactory {

  @Override
  public String name() {
    return "supervised";
  }

  @Override
  public String description() {
    return "Gradient descent on the loss of the labels, with validation and checkpoints";
  }

  @Override
  public SettingsSpec settings() {
    return SupervisedSettings.SPEC;
  }

  @Override
  public Learner create(LearnerContext context) {
    if (context.agent() instanceof TrainableAgent agent) {
      return learner(context, agent, Additions.NONE);
    }
    throw new UserException(
        "the agent \""
            + context.agent().id()
            + "\" has no weights to train; name one that learns, such as agent.name = generator");
  }

  /** The settings, with defaults that suit policies. */
  public static SettingsSpec forSequences() {
    return SupervisedSettings.FOR_SEQUENCES;
  }

  /**
   * Makes the learner, which closes the additions when it is closed.
   *
   * @throws dev.rookery.api.settings.SettingsException if validation doesn't give what it is judged
   *     by
   */
  public static Learner learner(LearnerContext context, TrainableAgent agent, Additions additions) {
    SupervisedLearner learner;
    try {
      SupervisedSettings settings = SupervisedSettings.of(context.settings());
      learner = new SupervisedLearner(context, agent, settings, additions);
    } catch (RuntimeException e) {
      additions.close();
      throw e;
    }
    try {
      learner.tryValidation();
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
    return learner;
  }
}
