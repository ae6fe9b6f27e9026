package dev.rookery.runtime.learning;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Evaluates the agent on the validation data and judges whether it got better. */
final class Validator {

  /** Leaves an evaluation on the way. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  private static final List<String> SHOWN =
      List.of("loss", "ppl", "token_acc", "accuracy", "f1", "bleu-4", "exs");

  private final LearnerContext context;
  private final TrainableAgent agent;
  private final SupervisedSettings.Validation settings;
  private final TrainingState state;

  Validator(
      LearnerContext context,
      TrainableAgent agent,
      SupervisedSettings.Validation settings,
      TrainingState state) {
    this.context = context;
    this.agent = agent;
    this.settings = settings;
    this.state = state;
  }

  /**
   * Validates once.
   *
   * @param complete on all examples, whatever the settings say
   * @param scheduler that hears the result
   * @param stopped asked now and then
   * @return whether the agent is the best so far; empty if it was stopped before that was known
   */
  Optional<Boolean> validate(boolean complete, LrScheduler scheduler, BooleanSupplier stopped) {
    Evaluation evaluation =
        new Evaluation(
            agent,
            settings.batchSize(),
            complete ? Optional.empty() : settings.maxExamples(),
            settings.generates(),
            MetricSelection.byDefault(),
            TaskAggregation.MACRO,
            (seen, of) -> {
              context.onValidation(seen, of);
              if (stopped.getAsBoolean()) {
                throw new Stopped();
              }
            });
    Map<String, Double> values;
    List<WeightedTeacher> tasks = context.teachers(DataType.VALID);
    try {
      List<Teacher> teachers = tasks.stream().map(WeightedTeacher::teacher).toList();
      values = evaluation.run(teachers).report().values();
    } catch (Stopped e) {
      return Optional.empty();
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
    context.tracker().record("valid", state.updates, values);
    Double value = values.get(settings.metric());
    if (value == null) {
      throw new UserException(
          "learner.validation-metric = \""
              + settings.metric()
              + "\": the validation gives no such figure; it gives "
              + String.join(", ", values.keySet()));
    }
    return Optional.of(judge(value, values, scheduler));
  }

  /** Whether the patience is at its end, or the agent was good enough. */
  boolean isSatisfied() {
    boolean outOfPatience = settings.patience() > 0 && state.impatience >= settings.patience();
    boolean goodEnough =
        !Double.isNaN(state.best)
            && settings.cutoff().filter(cutoff -> !settings.better(cutoff, state.best)).isPresent();
    return outOfPatience || goodEnough;
  }

  private boolean judge(double value, Map<String, Double> values, LrScheduler scheduler) {
    state.validations++;
    scheduler.afterValidation(value, settings.lowerIsBetter());
    boolean better = Double.isNaN(state.best) || settings.better(value, state.best);
    context.say(line(value, better, values));
    if (better) {
      state.best = value;
      state.impatience = 0;
    } else {
      state.impatience++;
    }
    return better;
  }

  private String line(double value, boolean better, Map<String, Double> values) {
    StringBuilder line = new StringBuilder();
    line.append(
        "validation at update %d: %s %.4g".formatted(state.updates, settings.metric(), value));
    line.append(better ? " (best so far)" : " (best %.4g)".formatted(state.best));
    for (String name : SHOWN) {
      if (values.containsKey(name) && !name.equals(settings.metric())) {
        line.append(", %s %.4g".formatted(name, values.get(name)));
      }
    }
    return line.toString();
  }
}
