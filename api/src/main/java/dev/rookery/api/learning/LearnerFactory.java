package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;

/** Makes a learner. */
@Incubating
public interface LearnerFactory extends ComponentFactory {

  Learner create(LearnerContext context);

  /** Whether the learner reads a task. One that makes its own data, such as by trial, doesn't. */
  default boolean needsTask() {
    return true;
  }
}
