package dev.rookery.api.learning;

import dev.rookery.api.Components;
import dev.rookery.api.Incubating;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What a learner is made from. */
@Incubating
public interface LearnerContext {

  Settings settings();

  /** How the experiment wants agents to be evaluated: the settings of its section {@code eval}. */
  Settings evaluation();

  /** Finds optimizers, schedulers and whatever else the settings name. */
  Components components();

  /** The agent that learns. */
  Agent agent();

  /** Opens the run's tasks; the caller closes them. */
  List<WeightedTeacher> teachers(DataType dataType);

  /** The folder of the run, which exists. */
  Path runFolder();

  /** Whether to go on from the newest checkpoint in the run folder. */
  boolean resume();

  long seed();

  /** All trackers of the run as one. */
  Tracker tracker();

  /** Tells the user where the training stands; cheap, may be called at every update. */
  void onProgress(TrainingProgress progress);

  /**
   * Tells the user how far a validation is.
   *
   * @param seen examples so far
   * @param of examples in all, if it is known
   */
  void onValidation(long seen, OptionalLong of);

  /** Tells the user something worth a line, such as a validation's result. */
  void say(String line);
}
