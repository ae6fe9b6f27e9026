package dev.rookery.api.learning;

import dev.rookery.api.Incubating;

/** The training loop of a run. */
@Incubating
public interface Learner extends AutoCloseable {

  /** Why a training ended. */
  enum Ending {
    /** A limit of epochs, updates or time was reached, or the schedule ended. */
    FINISHED,
    /** Validation did not get better for as long as the patience allows. */
    OUT_OF_PATIENCE,
    /** The user stopped it; a checkpoint was saved and the run can be resumed. */
    INTERRUPTED
  }

  /** Trains until a limit is reached or {@link #stop} is called. */
  Ending learn();

  /** Asks {@link #learn} to save a checkpoint and return; may be called from any thread. */
  void stop();

  @Override
  void close();
}
