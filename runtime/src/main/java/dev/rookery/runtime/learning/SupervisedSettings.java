package dev.rookery.runtime.learning;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The settings of the {@code supervised} learner. Where ParlAI has a flag, its name works too. */
record SupervisedSettings(Limits limits, Update update, Validation validation, Saving saving) {

  private static final List<String> LOSSES = List.of("loss", "ppl", "nll");
  private static final String ABOVE_0 = "must be above 0, or -1 for none";

  static final Setting<Integer> BATCH_SIZE =
      Setting.integer("batch-size")
          .alias("bs", "batchsize")
          .atLeast(1)
          .defaultsTo(32)
          .in("examples")
          .describedAs("how many examples one update learns from");
  static final Setting<Integer> POOL =
      Setting.integer("pool")
          .atLeast(1)
          .defaultsTo(64)
          .in("batches")
          .describedAs(
              "how many batches' worth of examples are sorted by length together, so that little is"
                  + " padded; 1 takes examples as they come");
  static final Setting<Double> EPOCHS =
      Setting.decimal("epochs")
          .alias("eps", "num-epochs")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs(
              "ends the training after so many passes over the data; where neither this nor"
                  + " max-updates nor max-time is given, after one");
  static final Setting<Long> MAX_UPDATES =
      Setting.longInteger("max-updates")
          .alias("tstep", "max-train-steps")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs("ends the training after so many updates");
  static final Setting<Duration> MAX_TIME =
      Setting.duration("max-time")
          .alias("ttim", "max-train-time")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs("ends the training after so much time");
  static final Setting<ComponentRef> OPTIMIZER =
      Setting.component("optimizer")
          .alias("opt")
          .defaultsTo(ComponentRef.of("sgd"))
          .describedAs("how gradients change the weights");
  static final Setting<Double> LEARNING_RATE =
      Setting.decimal("learning-rate")
          .alias("lr", "learningrate")
          .above(0)
          .defaultsTo(1.0)
          .describedAs("size of an update");
  static final Setting<ComponentRef> LR_SCHEDULER =
      Setting.component("lr-scheduler")
          .defaultsTo(ComponentRef.of("reduce-on-plateau"))
          .describedAs("how the learning rate changes over time");
  static final Setting<Double> GRADIENT_CLIP =
      Setting.decimal("gradient-clip")
          .alias("clip")
          .defaultsTo(0.1)
          .describedAs("largest global norm of the gradient; 0 or less for none");
  static final Setting<Integer> UPDATE_FREQUENCY =
      Setting.integer("update-frequency")
          .alias("update-freq")
          .atLeast(1)
          .defaultsTo(1)
          .in("batches")
          .describedAs("gathers the gradients of so many batches for one update");
  static final Setting<Double> VALIDATION_EVERY_EPOCHS =
      Setting.decimal("validation-every-epochs")
          .alias("veps", "validation-every-n-epochs")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs("validates after so many epochs; without any of the three, only at the end");
  static final Setting<Long> VALIDATION_EVERY_UPDATES =
      Setting.longInteger("validation-every-updates")
          .alias("vstep", "validation-every-n-steps")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs("validates after so many updates");
  static final Setting<Duration> VALIDATION_EVERY_TIME =
      Setting.duration("validation-every-time")
          .alias("vtim", "validation-every-n-secs")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .describedAs("validates after so much training time");
  static final Setting<Long> VALIDATION_MAX_EXAMPLES =
      Setting.longInteger("validation-max-examples")
          .alias("vme", "validation-max-exs")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .in("examples")
          .describedAs("validates on the first so many examples; the last validation uses all");
  static final Setting<Integer> VALIDATION_BATCH_SIZE =
      Setting.integer("validation-batch-size")
          .alias("eval-batchsize")
          .atLeast(1)
          .optional()
          .in("examples")
          .describedAs("batch size of validation, if it differs from that of training");
  static final Setting<Boolean> VALIDATION_GENERATES =
      Setting.bool("validation-generates")
          .defaultsTo(true)
          .describedAs("writes replies when validating, for accuracy, f1 and the like; slower");
  static final Setting<String> VALIDATION_METRIC =
      Setting.text("validation-metric")
          .alias("vmt")
          .defaultsTo("ppl")
          .describedAs("which figure tells whether the agent got better");
  static final Setting<String> VALIDATION_METRIC_MODE =
      Setting.choice("validation-metric-mode", "min", "max")
          .alias("vmm")
          .optional()
          .describedAs("whether lower or higher is better; known for the usual metrics");
  static final Setting<Integer> PATIENCE =
      Setting.integer("validation-patience")
          .alias("vp")
          .defaultsTo(10)
          .in("validations")
          .describedAs("ends the training after so many validations without a better one; 0 never");
  static final Setting<Double> CUTOFF =
      Setting.decimal("validation-cutoff")
          .alias("vcut")
          .optional()
          .describedAs("ends the training when the validation metric is this good");
  static final Setting<Integer> LOG_EVERY =
      Setting.integer("log-every-updates")
          .alias("lstep", "log-every-n-steps")
          .atLeast(1)
          .defaultsTo(50)
          .in("updates")
          .describedAs("how often figures of the training are recorded");
  static final Setting<Duration> SAVE_EVERY_TIME =
      Setting.duration("save-every-time")
          .alias("stim", "save-every-n-secs")
          .checked("must be 0 or more, or -1 for none", time -> time.isZero() || isLimit(time))
          .defaultsTo(Duration.ofMinutes(10))
          .describedAs("saves a checkpoint after so much training time; 0 never");
  static final Setting<Long> SAVE_EVERY_UPDATES =
      Setting.longInteger("save-every-updates")
          .checked(ABOVE_0, SupervisedSettings::isLimit)
          .optional()
          .in("updates")
          .describedAs("saves a checkpoint after so many updates");
  static final Setting<Integer> KEEP =
      Setting.integer("keep-checkpoints")
          .atLeast(1)
          .defaultsTo(2)
          .describedAs("how many of the newest checkpoints are kept, besides the best");

  static final SettingsSpec SPEC =
      SettingsSpec.of(
          BATCH_SIZE,
          EPOCHS,
          MAX_UPDATES,
          MAX_TIME,
          OPTIMIZER,
          LEARNING_RATE,
          LR_SCHEDULER,
          GRADIENT_CLIP,
          UPDATE_FREQUENCY,
          POOL,
          VALIDATION_EVERY_EPOCHS,
          VALIDATION_EVERY_UPDATES,
          VALIDATION_EVERY_TIME,
          VALIDATION_MAX_EXAMPLES,
          VALIDATION_BATCH_SIZE,
          VALIDATION_GENERATES,
          VALIDATION_METRIC,
          VALIDATION_METRIC_MODE,
          PATIENCE,
          CUTOFF,
          LOG_EVERY,
          SAVE_EVERY_TIME,
          SAVE_EVERY_UPDATES,
          KEEP);

  /** With defaults that suit policies: AceGen's for its pretraining, and what it validates by. */
  static final SettingsSpec FOR_SEQUENCES =
      SPEC.with(
          BATCH_SIZE.defaultsTo(128),
          OPTIMIZER.defaultsTo(ComponentRef.of("adam")),
          LEARNING_RATE.defaultsTo(0.001),
          LR_SCHEDULER.defaultsTo(ComponentRef.of("none")),
          GRADIENT_CLIP.defaultsTo(0.0),
          VALIDATION_EVERY_EPOCHS.defaultsTo(1.0),
          VALIDATION_GENERATES.defaultsTo(false),
          VALIDATION_METRIC.defaultsTo("nll"));

  /** When the training ends; without any limit after one epoch. */
  record Limits(Optional<Double> epochs, Optional<Long> updates, Optional<Duration> time) {}

  /** How one update is made. */
  record Update(
      int batchSize,
      int pool,
      ComponentRef optimizer,
      double learningRate,
      ComponentRef lrScheduler,
      double gradientClip,
      int frequency,
      int logEvery) {}

  /** When and how the agent is validated. */
  record Validation(
      Optional<Double> everyEpochs,
      Optional<Long> everyUpdates,
      Optional<Duration> everyTime,
      Optional<Long> maxExamples,
      int batchSize,
      boolean generates,
      String metric,
      boolean lowerIsBetter,
      int patience,
      Optional<Double> cutoff) {

    /** Whether {@code value} is better than {@code other}. */
    boolean better(double value, double other) {
      return lowerIsBetter ? value < other : value > other;
    }
  }

  /** When checkpoints are written. */
  record Saving(Duration everyTime, Optional<Long> everyUpdates, int keep) {}

  /**
   * How many updates the limits allow.
   *
   * @param examplesInEpoch if it is known
   * @return empty if it can't be known beforehand
   */
  OptionalLong expectedUpdates(OptionalLong examplesInEpoch) {
    if (limits.updates().isPresent()) {
      return OptionalLong.of(limits.updates().get());
    }
    if (limits.epochs().isEmpty() || examplesInEpoch.isEmpty()) {
      return OptionalLong.empty();
    }
    double batches = Math.ceil((double) examplesInEpoch.getAsLong() / update.batchSize());
    // The last batches of the last epoch make an update with the first of the next.
    double updates = Math.ceil(limits.epochs().get() * batches / update.frequency() - 1e-9);
    return OptionalLong.of(Math.max(1, (long) updates));
  }

  private static boolean isLimit(Number value) {
    return value.doubleValue() > 0 || value.doubleValue() == -1;
  }

  private static boolean isLimit(Duration value) {
    return isLimit((double) value.toMillis() / 1000);
  }

  /** -1 is how ParlAI says that there is none. */
  private static <T extends Number> Optional<T> limit(Settings settings, Setting<T> setting) {
    return settings.find(setting).filter(value -> value.doubleValue() > 0);
  }

  private static Optional<Duration> timeLimit(Settings settings, Setting<Duration> setting) {
    return settings.find(setting).filter(value -> !value.isNegative());
  }

  static SupervisedSettings of(Settings settings) {
    Limits given =
        new Limits(
            limit(settings, EPOCHS), limit(settings, MAX_UPDATES), timeLimit(settings, MAX_TIME));
    boolean unlimited =
        given.epochs().isEmpty() && given.updates().isEmpty() && given.time().isEmpty();
    String metric = settings.get(VALIDATION_METRIC);
    return new SupervisedSettings(
        unlimited ? new Limits(Optional.of(1.0), Optional.empty(), Optional.empty()) : given,
        new Update(
            settings.get(BATCH_SIZE),
            settings.get(POOL),
            settings.get(OPTIMIZER),
            settings.get(LEARNING_RATE),
            settings.get(LR_SCHEDULER),
            settings.get(GRADIENT_CLIP),
            settings.get(UPDATE_FREQUENCY),
            settings.get(LOG_EVERY)),
        new Validation(
            limit(settings, VALIDATION_EVERY_EPOCHS),
            limit(settings, VALIDATION_EVERY_UPDATES),
            timeLimit(settings, VALIDATION_EVERY_TIME),
            limit(settings, VALIDATION_MAX_EXAMPLES),
            settings.find(VALIDATION_BATCH_SIZE).orElse(settings.get(BATCH_SIZE)),
            settings.get(VALIDATION_GENERATES),
            metric,
            settings
                .find(VALIDATION_METRIC_MODE)
                .map("min"::equals)
                .orElse(LOSSES.stream().anyMatch(metric::endsWith)),
            settings.get(PATIENCE),
            settings.find(CUTOFF)),
        new Saving(
            settings.get(SAVE_EVERY_TIME),
            limit(settings, SAVE_EVERY_UPDATES),
            settings.get(KEEP)));
  }
}
