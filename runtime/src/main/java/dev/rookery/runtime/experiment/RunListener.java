package dev.rookery.runtime.experiment;

import dev.rookery.api.learning.TrainingProgress;
import java.util.OptionalLong;

/** Shows the user how a run goes. */
public interface RunListener {

  /** Training goes on; may come at every update. */
  void onTraining(TrainingProgress progress);

  /** An evaluation goes on. */
  void onEvaluation(long seen, OptionalLong of);

  /** Something worth a line. */
  void say(String line);
}
