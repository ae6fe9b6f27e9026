package dev.rookery.runtime.learning;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where a training stands; all of it is in a checkpoint. */
final class TrainingState {

  long updates;
  long epoch;

  /** Batches of the current epoch that have been learned from. */
  long batchesInEpoch;

  long examples;

  /** Examples of the current epoch that have been learned from. */
  long examplesInEpoch;

  /** Time spent training, without validation and start-up, seconds. */
  double seconds;

  /** Best validation so far; NaN before the first. */
  double best = Double.NaN;

  long impatience;

  /** How many validations {@link #best} was chosen from. */
  long validations;

  /** Where the training stood at the newest validation, by each measure; 0 before the first. */
  double epochsAtValidation;

  double secondsAtValidation;
  long updatesAtValidation;

  /** Whether the best weights have been evaluated on all examples since the newest validation. */
  boolean validatedOnAll;

  /** Share of the current epoch that is done, as far as it is known. */
  double epochShare;

  double epochs() {
    return epoch + epochShare;
  }

  /** How far the training is, under ParlAI's names. */
  Map<String, Double> totals() {
    Map<String, Double> totals = new LinkedHashMap<>();
    totals.put("total_train_updates", (double) updates);
    totals.put("total_exs", (double) examples);
    totals.put("total_epochs", epochs());
    return totals;
  }

  /** Goes back to the beginning of the current epoch, whose order is another one now. */
  void restartEpoch() {
    batchesInEpoch = 0;
    examplesInEpoch = 0;
    epochShare = 0;
    epochsAtValidation = Math.min(epochsAtValidation, epochs());
  }

  /** Forgets the results of validations, with which those to come can't be compared. */
  void forgetBest() {
    best = Double.NaN;
    impatience = 0;
    validations = 0;
    validatedOnAll = false;
  }

  Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("updates", (double) updates);
    map.put("epoch", (double) epoch);
    map.put("batches-in-epoch", (double) batchesInEpoch);
    map.put("examples", (double) examples);
    map.put("examples-in-epoch", (double) examplesInEpoch);
    map.put("seconds", seconds);
    if (!Double.isNaN(best)) {
      map.put("best", best);
    }
    map.put("impatience", (double) impatience);
    map.put("validations", (double) validations);
    map.put("epochs-at-validation", epochsAtValidation);
    map.put("seconds-at-validation", secondsAtValidation);
    map.put("updates-at-validation", (double) updatesAtValidation);
    map.put("validated-on-all", validatedOnAll ? 1.0 : 0.0);
    map.put("epoch-share", epochShare);
    return map;
  }

  static TrainingState of(Map<String, Double> map) {
    TrainingState state = new TrainingState();
    state.updates = map.getOrDefault("updates", 0.0).longValue();
    state.epoch = map.getOrDefault("epoch", 0.0).longValue();
    state.batchesInEpoch = map.getOrDefault("batches-in-epoch", 0.0).longValue();
    state.examples = map.getOrDefault("examples", 0.0).longValue();
    state.examplesInEpoch = map.getOrDefault("examples-in-epoch", 0.0).longValue();
    state.seconds = map.getOrDefault("seconds", 0.0);
    state.best = map.getOrDefault("best", Double.NaN);
    state.impatience = map.getOrDefault("impatience", 0.0).longValue();
    state.validations = map.getOrDefault("validations", 0.0).longValue();
    state.epochsAtValidation = map.getOrDefault("epochs-at-validation", 0.0);
    state.secondsAtValidation = map.getOrDefault("seconds-at-validation", 0.0);
    state.updatesAtValidation = map.getOrDefault("updates-at-validation", 0.0).longValue();
    state.validatedOnAll = map.getOrDefault("validated-on-all", 0.0) != 0;
    state.epochShare = map.getOrDefault("epoch-share", 0.0);
    return state;
  }
}
