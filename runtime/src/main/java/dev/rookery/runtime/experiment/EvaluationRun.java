package dev.rookery.runtime.experiment;

import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Sections;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.evaluation.EvaluationResult;
import dev.rookery.runtime.evaluation.WordPerplexity;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Evaluates an agent on the experiment's task. */
public final class EvaluationRun {

  private final Experiment experiment;
  private final ComponentCatalog catalog;
  private final Downloads downloads;

  public EvaluationRun(Experiment experiment, ComponentCatalog catalog, Downloads downloads) {
    this.experiment = experiment;
    this.catalog = catalog;
    this.downloads = downloads;
  }

  /**
   * Evaluates.
   *
   * @param modelFolder of a saved agent; empty for one that needs none
   */
  public EvaluationResult run(
      Optional<Path> modelFolder, DataType dataType, Evaluation.Progress progress) {
    Settings eval = experiment.eval();
    long most = eval.get(Sections.EVAL_EXAMPLES);
    List<WeightedTeacher> tasks = List.of();
    try (OpenAgent open = OpenAgent.of(experiment, catalog, downloads, modelFolder)) {
      Agent agent =
          eval.get(Sections.PPL_WORDS)
              ? WordPerplexity.of(open.agent(), SharedWords.of(eval, open.teachers()))
              : open.agent();
      tasks = open.teachers().open(dataType);
      List<Teacher> teachers = tasks.stream().map(WeightedTeacher::teacher).toList();
      return new Evaluation(
              agent,
              eval.get(Sections.EVAL_BATCH_SIZE),
              eval.get(Sections.EVAL_BATCHES_AT_ONCE),
              most <= 0 ? Optional.empty() : Optional.of(most),
              !eval.get(Sections.SKIP_GENERATION),
              MetricSelection.of(eval.get(MetricSelection.SETTING)),
              TaskAggregation.of(eval),
              progress)
          .run(teachers);
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
  }
}
