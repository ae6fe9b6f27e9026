package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.TaskChoice;
import dev.rookery.runtime.decoding.BeamTree;
import dev.rookery.runtime.decoding.BeamWatch;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.learning.policy.PolicyScore;
import dev.rookery.runtime.report.HtmlReport;
import dev.rookery.runtime.report.ReportData;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a training's {@code report.html}. */
final class RunReport {

  private static final long SAMPLES = 10;
  private static final int LANES = 4;

  /** Figures of a whole run, not of its best checkpoint. */
  private static final Set<String> PER_RUN = Set.of("top1", "auc_top10", "valid", "unique");

  private final Experiment experiment;
  private final RunFolder folder;
  private final TaskTeachers teachers;
  private final Provenance provenance;
  private final BeamWatch beams;
  private final Components components;

  RunReport(
      Experiment experiment,
      RunFolder folder,
      TaskTeachers teachers,
      Provenance provenance,
      BeamWatch beams,
      Components components) {
    this.experiment = experiment;
    this.folder = folder;
    this.teachers = teachers;
    this.provenance = provenance;
    this.beams = beams;
    this.components = components;
  }

  /** Writes the report; the agent's weights become those of the best checkpoint. */
  void write(Learner.Ending ending, Agent agent) {
    Checkpoint best = Checkpoint.open(folder.path());
    if (agent instanceof TrainableAgent trainable) {
      best.loadWeights(trainable.parameters());
    }
    List<MetricsRecord> history = new MetricsFile(folder.metrics()).read();
    Optional<MetricsRecord> validation = FinalFigures.at(history, best.update());
    boolean byScore = Files.exists(folder.path().resolve(MoleculesFile.NAME));
    Map<String, Double> metrics = validation.map(MetricsRecord::values).orElse(Map.of());
    beams.begin();
    List<ReportData.Sample> samples = teachers.hasTask() ? samples(agent) : List.of();
    new HtmlReport(
            new ReportData(
                folder.path().toAbsolutePath().normalize().getFileName().toString(),
                status(ending),
                experiment.task().map(TaskChoice::name).orElseGet(this::learnerAndScore),
                experiment.agent().orElseThrow().name() + " / " + agent.id(),
                keyFigures(history, metrics),
                history,
                metrics,
                byScore
                    ? "all sequences of the run"
                    : "valid, best checkpoint (update " + best.update() + ")",
                samples,
                beams.seen().filter(BeamTree::keptSeveral),
                byScore
                    ? Optional.of(
                        ScoredSequences.of(
                            folder.path(),
                            experiment.learner().orElseThrow().settings(),
                            components,
                            experiment.seed()))
                    : Optional.empty(),
                experiment.render(),
                texts(provenance.asMap())))
        .write(folder.path());
  }

  private String learnerAndScore() {
    return experiment.learner().orElseThrow().name()
        + PolicyScore.name(experiment.learner().orElseThrow().settings())
            .map(score -> ", score " + score)
            .orElse("");
  }

  private static ReportData.Status status(Learner.Ending ending) {
    return switch (ending) {
      case FINISHED -> ReportData.Status.FINISHED;
      case OUT_OF_PATIENCE -> ReportData.Status.OUT_OF_PATIENCE;
      case INTERRUPTED -> ReportData.Status.INTERRUPTED;
    };
  }

  private static Map<String, String> keyFigures(
      List<MetricsRecord> history, Map<String, Double> metrics) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (String name :
        List.of("ppl", "accuracy", "token_acc", "f1", "top1", "auc_top10", "valid", "unique")) {
      if (metrics.containsKey(name)) {
        figures.put(
            (PER_RUN.contains(name) ? "" : "best ") + name, "%.4g".formatted(metrics.get(name)));
      }
    }
    history.stream()
        .filter(record -> record.phase().equals("train"))
        .reduce((first, second) -> second)
        .ifPresent(
            last -> {
              figures.put("updates", Long.toString(last.update()));
              Double seconds = last.values().get("seconds");
              if (seconds != null) {
                figures.put("training time", time(seconds));
              }
            });
    return figures;
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60)
        : String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60);
  }

  private List<ReportData.Sample> samples(Agent agent) {
    List<WeightedTeacher> tasks = teachers.open(DataType.VALID);
    try {
      List<Teacher> opened = tasks.stream().map(WeightedTeacher::teacher).toList();
      List<ReportData.Sample> samples = new ArrayList<>();
      new Evaluation(agent, LANES, Optional.of(SAMPLES), true)
          .run(opened)
          .samples()
          .forEach(
              sample -> {
                Message asked = sample.observation();
                samples.add(
                    new ReportData.Sample(
                        asked.text().orElse(""),
                        asked.anyLabels(),
                        sample.reply().text().orElse("")));
              });
      return samples;
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
