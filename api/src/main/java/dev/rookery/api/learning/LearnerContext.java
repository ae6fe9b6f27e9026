package dev.rookery.api.learning;

import dev.rookery.api.Incubating;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;

/** What a learner is made from. */
@Incubating
public interface LearnerContext {

  Settings settings();

  /** The agent that learns. */
  Agent agent();

  /** Opens the run's task; the caller closes it. */
  Teacher teacher(DataType dataType);

  /** The folder of the run. */
  Path runFolder();

  long seed();

  /** All trackers of the run as one. */
  Tracker tracker();
}
