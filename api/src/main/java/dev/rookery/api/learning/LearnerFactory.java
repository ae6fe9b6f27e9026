package dev.rookery.api.learning;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;

/** Makes a learner. */
@Incubating
public interface LearnerFactory extends ComponentFactory {

  Learner create(LearnerContext context);
}
