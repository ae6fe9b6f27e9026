package dev.rookery.runtime.learning;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.Suggestions;
import dev.rookery.runtime.config.Sections;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.evaluation.EvaluationResult;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  private static final long TRIED = 16;

  private static final List<String> SHOWN =
      List.of(
          "loss",
          "ppl",
          "token_acc",
          "accuracy",
          "f1",
          "bleu-4",
          "exs",
          "valid",
          "unique",
          "novel");

  private final LearnerContext context;
  private final TrainableAgent agent;
  private final SupervisedSettings.Validation settings;
  private final TrainingState state;
  private final Additions additions;
  private final MetricSelection metrics;
  private final TaskAggregation aggregation;

  Validator(
      LearnerContext context,
      TrainableAgent agent,
      SupervisedSettings.Validation settings,
      TrainingState state,
      Additions additions) {
    this.additions = additions;
    this.context = context;
    this.agent = agent;
    this.settings = settings;
    this.state = state;
    metrics = MetricSelection.of(context.evaluation().get(MetricSelection.SETTING));
    aggregation = TaskAggregation.of(context.evaluation());
  }

  /**
   * Tries on a few examples of each task whether validation gives the figure that it is judged by.
   *
   * @throws SettingsException if not, so that it is not found out at the first validation
   */
  void tryOut() {
    Set<String> names = new TreeSet<>(additions.figures());
    boolean known = addFigures(false, TRIED, names);
    if (settings.generates() && !names.contains(settings.metric())) {
      known = addFigures(true, 1, names) && known; // one is enough, as writing replies takes time
    }
    if (known && !names.contains(settings.metric())) {
      throw new SettingsException(noSuchFigure(names));
    }
  }

  /**
   * Adds the names of the figures that a few examples of each task give.
   *
   * @return false if some task's had no label to go by
   */
  private boolean addFigures(boolean generates, long examples, Set<String> names) {
    Evaluation evaluation =
        new Evaluation(
            agent, 1, 1, Optional.of(examples), generates, metrics, aggregation, (seen, of) -> {});
    Map<String, MetricReport> byTask = new LinkedHashMap<>();
    List<WeightedTeacher> tasks = context.teachers(DataType.VALID);
    try {
      for (WeightedTeacher task : tasks) {
        EvaluationResult result = evaluation.run(List.of(task.teacher()));
        if (result.report().value("exs").isEmpty()) {
          return false;
        }
        names.addAll(result.report().metrics().keySet());
        byTask.putAll(result.byTask());
      }
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
    names.addAll(aggregation.aggregate(byTask).metrics().keySet());
    return true;
  }

  private String noSuchFigure(Set<String> names) {
    String metric = settings.metric();
    return "learner.validation-metric = \""
        + metric
        + "\" ("
        + context.settings().originOf(SupervisedSettings.VALIDATION_METRIC)
        + "): the validation gives no such figure"
        + Suggestions.nearest(metric, names)
            .map(near -> "; did you mean \"" + near + "\"?")
            .orElse(".")
        + " It gives "
        + String.join(", ", names)
        + (settings.generates()
            ? "; eval.metrics names more"
            : "; with validation-generates = true there are more");
  }

  /**
   * Validates once, on as many examples as the settings say.
   *
   * @param scheduler that hears the result
   * @param stopped asked now and then
   * @return whether the agent is the best so far; empty if it was stopped before that was known
   */
  Optional<Boolean> validate(LrScheduler scheduler, BooleanSupplier stopped) {
    Optional<Map<String, Double>> values = evaluate(settings.maxExamples(), stopped);
    values.ifPresent(found -> context.tracker().record("valid", state.updates, found));
    return values.map(found -> judge(found, scheduler));
  }

  /**
   * Evaluates the weights as they are on all validation examples, and judges nothing.
   *
   * @param update that made the weights
   * @return false if it was stopped on the way
   */
  boolean evaluateAll(long update, BooleanSupplier stopped) {
    Optional<Map<String, Double>> values = evaluate(Optional.empty(), stopped);
    values.ifPresent(
        found -> {
          context.tracker().record("final", update, found);
          context.say(
              "all validation examples, weights of update " + update + shown(found, List.of()));
        });
    return values.isPresent();
  }

  private Optional<Map<String, Double>> evaluate(Optional<Long> most, BooleanSupplier stopped) {
    Evaluation evaluation =
        new Evaluation(
            agent,
            settings.batchSize(),
            context.evaluation().get(Sections.EVAL_BATCHES_AT_ONCE),
            most,
            settings.generates(),
            metrics,
            aggregation,
            (seen, of) -> {
              context.onValidation(seen, of);
              if (stopped.getAsBoolean()) {
                throw new Stopped();
              }
            });
    List<WeightedTeacher> tasks = context.teachers(DataType.VALID);
    try {
      List<Teacher> teachers = tasks.stream().map(WeightedTeacher::teacher).toList();
      Map<String, Double> values = new LinkedHashMap<>(evaluation.run(teachers).report().values());
      values.putAll(additions.measure());
      values.putAll(state.totals());
      return Optional.of(values);
    } catch (Stopped e) {
      return Optional.empty();
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
  }

  /** Whether the patience is at its end, or the agent was good enough. */
  boolean isSatisfied() {
    boolean outOfPatience = settings.patience() > 0 && state.impatience >= settings.patience();
    boolean goodEnough =
        !Double.isNaN(state.best)
            && settings.cutoff().filter(cutoff -> !settings.better(cutoff, state.best)).isPresent();
    return outOfPatience || goodEnough;
  }

  private boolean judge(Map<String, Double> values, LrScheduler scheduler) {
    Double value = values.get(settings.metric());
    if (value == null && additions.figures().contains(settings.metric())) {
      value = Double.NaN; // there was nothing to measure this time, which is never better
    }
    if (value == null) {
      throw new UserException(noSuchFigure(values.keySet()));
    }
    state.validations++;
    scheduler.afterValidation(value, settings.lowerIsBetter());
    boolean better = Double.isNaN(state.best) || settings.better(value, state.best);
    context.say(
        "validation at update %d: %s %.4g".formatted(state.updates, settings.metric(), value)
            + (better ? " (best so far)" : " (best %.4g)".formatted(state.best))
            + shown(values, List.of(settings.metric())));
    if (better) {
      state.best = value;
      state.impatience = 0;
    } else {
      state.impatience++;
    }
    return better;
  }

  private static String shown(Map<String, Double> values, List<String> without) {
    StringBuilder line = new StringBuilder();
    for (String name : SHOWN) {
      if (values.containsKey(name) && !without.contains(name)) {
        line.append(", %s %.4g".formatted(name, values.get(name)));
      }
    }
    return line.toString();
  }
}
