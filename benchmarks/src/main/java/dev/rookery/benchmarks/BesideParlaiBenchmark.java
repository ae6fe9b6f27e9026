package dev.rookery.benchmarks;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.model.Batch;
import dev.rookery.api.nn.Precision;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.evaluation.Evaluation;
import dev.rookery.runtime.experiment.OpenAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rookery's half of {@code beside-parlai.sh}: what {@code parlai_speed.py} times of ParlAI, on the
 * model that it trained, imported. Prints the same lines of JSON. Arguments: the folder of data
 * sets, the imported model, the model's name among the benchmarks', the precision, the numbers of
 * updates and of examples.
 */
public final class BesideParlaiBenchmark {

  private static final int BATCH_SIZE = 32;
  private static final int WARM_UP = 5;

  private BesideParlaiBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Subject subject = Subject.titled(arguments[2]);
    Precision precision = Precision.named(arguments[3]);
    train(subject, precision, arguments[0], Integer.parseInt(arguments[4]));
    int examples = Integer.parseInt(arguments[5]);
    write(
        Path.of(arguments[1]), precision, arguments[0], examples, "greedy", "decode.search=greedy");
    write(
        Path.of(arguments[1]),
        precision,
        arguments[0],
        examples,
        "beam",
        "decode.search=beam",
        "decode.beam-size=5");
  }

  private static void train(Subject subject, Precision precision, String data, int updates)
      throws IOException {
    try (Bench bench = Bench.open(subject, precision, data, BATCH_SIZE)) {
      bench.training().nextBatches(WARM_UP).forEach(bench.training()::update);
      long begun = System.nanoTime();
      long examples = 0;
      for (int i = 0; i < updates; i++) {
        Batch batch = bench.training().nextBatches(1).get(0);
        bench.training().update(batch);
        examples += batch.size();
      }
      print("train", examples, begun, "");
    }
  }

  private static void write(
      Path model,
      Precision precision,
      String data,
      int examples,
      String work,
      String... assignments) {
    ComponentCatalog catalog =
        ComponentCatalog.of(
            PluginRegistry.load(List.of(), BesideParlaiBenchmark.class.getClassLoader()));
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("data.path=" + data);
    all.add("agent.precision=" + precision.settingName());
    Experiment experiment =
        new ExperimentReader(catalog)
            .read(
                new ExperimentArguments(
                    List.of(model.resolve("experiment.conf")),
                    Optional.of("convai2:self:no_cands"),
                    Optional.empty(),
                    all,
                    "eval",
                    true),
                EnumSet.of(ExperimentReader.Need.TASK, ExperimentReader.Need.AGENT));
    try (OpenAgent open =
        OpenAgent.of(experiment, catalog, Bench.NO_DOWNLOADS, Optional.of(model))) {
      evaluate(open, BATCH_SIZE);
      long begun = System.nanoTime();
      MetricReport report = evaluate(open, examples);
      print(
          work,
          examples,
          begun,
          String.format(
              Locale.ROOT,
              ", \"ppl\": %.4f, \"tokens\": %.3f",
              report.value("ppl").orElseThrow(),
              report.value("gen_n_toks").orElseThrow()));
    }
  }

  private static MetricReport evaluate(OpenAgent open, long examples) {
    List<Teacher> teachers =
        open.teachers().open(DataType.parse("valid")).stream()
            .map(WeightedTeacher::teacher)
            .toList();
    try {
      return new Evaluation(open.agent(), BATCH_SIZE, Optional.of(examples), true)
          .run(teachers)
          .report();
    } finally {
      teachers.forEach(Teacher::close);
    }
  }

  private static void print(String work, long examples, long begun, String more) {
    System.out.printf(
        Locale.ROOT,
        "{\"work\": \"%s\", \"examples\": %d, \"seconds\": %.3f%s}%n",
        work,
        examples,
        (System.nanoTime() - begun) / 1e9,
        more);
  }
}
