package dev.rookery.runtime.learning;

import java.util.OptionalLong;

/** Tells when it is time to validate, to save and to end. */
final class Milestones {

  private final SupervisedSettings settings;
  private final TrainingState state;
  private final OptionalLong examplesInEpoch;
  private double secondsAtSave;
  private long updatesAtSave;

  /**
   * Begins where {@code state} stands.
   *
   * @param examplesInEpoch empty if it isn't known
   */
  Milestones(SupervisedSettings settings, TrainingState state, OptionalLong examplesInEpoch) {
    this.settings = settings;
    this.state = state;
    this.examplesInEpoch = examplesInEpoch;
    saved();
  }

  boolean limitReached() {
    SupervisedSettings.Limits limits = settings.limits();
    return limits.epochs().filter(most -> state.epochs() >= most - 1e-9).isPresent()
        || limits.updates().filter(most -> state.updates >= most).isPresent()
        || limits.time().filter(most -> state.seconds >= most.toMillis() / 1e3).isPresent();
  }

  /** Share of the training that is done, 0 to 1, by the limit that will be reached first. */
  double done() {
    SupervisedSettings.Limits limits = settings.limits();
    double byEpochs = limits.epochs().map(most -> state.epochs() / most).orElse(0.0);
    double byUpdates = limits.updates().map(most -> (double) state.updates / most).orElse(0.0);
    double byTime = limits.time().map(most -> state.seconds * 1e3 / most.toMillis()).orElse(0.0);
    boolean known = examplesInEpoch.isPresent() || byUpdates > 0 || byTime > 0;
    return known ? Math.min(1, Math.max(byEpochs, Math.max(byUpdates, byTime))) : Double.NaN;
  }

  boolean validationIsDue() {
    if (state.updates == state.updatesAtValidation) {
      return false;
    }
    SupervisedSettings.Validation when = settings.validation();
    return when.everyEpochs()
            .filter(every -> state.epochs() - state.epochsAtValidation >= every - 1e-9)
            .isPresent()
        || when.everyUpdates()
            .filter(every -> state.updates - state.updatesAtValidation >= every)
            .isPresent()
        || when.everyTime()
            .filter(every -> state.seconds - state.secondsAtValidation >= every.toMillis() / 1e3)
            .isPresent();
  }

  /** Notes a validation. */
  void validated() {
    state.validatedOnAll = false;
    state.epochsAtValidation = state.epochs();
    state.secondsAtValidation = state.seconds;
    state.updatesAtValidation = state.updates;
  }

  /** Whether the weights have been validated as they are now. */
  boolean isValidated() {
    return state.validations > 0 && state.updatesAtValidation == state.updates;
  }

  boolean saveIsDue() {
    double everySeconds = settings.saving().everyTime().toMillis() / 1e3;
    return everySeconds > 0 && state.seconds - secondsAtSave >= everySeconds
        || settings
            .saving()
            .everyUpdates()
            .filter(every -> state.updates - updatesAtSave >= every)
            .isPresent();
  }

  void saved() {
    secondsAtSave = state.seconds;
    updatesAtSave = state.updates;
  }

  /** Whether the weights have been saved as they are now. */
  boolean isSaved() {
    return updatesAtSave == state.updates && state.updates > 0;
  }

  /** Notes that a batch was learned from. */
  void count(TrainingBatches.Planned batch) {
    state.examples += batch.examples();
    if (batch.lastOfEpoch()) {
      state.epoch = batch.epoch() + 1;
      state.batchesInEpoch = 0;
      state.examplesInEpoch = 0;
    } else {
      state.epoch = batch.epoch();
      state.batchesInEpoch = batch.index() + 1;
      state.examplesInEpoch += batch.examples();
    }
    state.epochShare =
        examplesInEpoch.isPresent()
            ? Math.min(0.999999, (double) state.examplesInEpoch / examplesInEpoch.getAsLong())
            : 0;
  }
}
