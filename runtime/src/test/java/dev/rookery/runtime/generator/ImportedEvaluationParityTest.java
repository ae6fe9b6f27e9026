package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.runtime.evaluation.EvaluationResult;
import dev.rookery.runtime.experiment.EvaluationRun;
import dev.rookery.runtime.importing.ImportedCheckpoint;
import dev.rookery.runtime.text.ParityFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of generators that ParlAI trained give ParlAI's figures once they are imported. */
@Tag("parity")
final class ImportedEvaluationParityTest {

  /** Four significant digits. */
  private static final double DIGITS = 1e-4;

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicContainer> checkpoints() {
    return ImportedCheckpoint.all(folder).stream()
        .filter(checkpoint -> checkpoint.golden("eval").isPresent())
        .map(
            checkpoint ->
                dynamicContainer(
                    checkpoint.name(), tests(checkpoint, checkpoint.golden("eval").orElseThrow())));
  }

  private static List<DynamicTest> tests(ImportedCheckpoint checkpoint, JsonNode golden) {
    List<DynamicTest> tests = new ArrayList<>();
    golden
        .get("runs")
        .properties()
        .forEach(
            run ->
                tests.add(
                    dynamicTest(run.getKey(), () -> checkEvaluation(checkpoint, run.getValue()))));
    return tests;
  }

  /**
   * ParlAI's, but a run over all examples goes in large batches if that makes no difference. Runs
   * over some examples show that one at a time gives ParlAI's figures as well.
   */
  private static int batchSize(ImportedCheckpoint checkpoint, JsonNode options) {
    int batchSize = options.get("batchsize").asInt();
    return options.has("num_examples") || checkpoint.seesNeighbours()
        ? batchSize
        : Math.max(batchSize, 64);
  }

  private static void checkEvaluation(ImportedCheckpoint checkpoint, JsonNode run) {
    JsonNode options = run.get("options");
    List<String> settings = new ArrayList<>(ImportedCheckpoint.decoding(options));
    settings.add(
        "task.name="
            + (options.get("task").asText().endsWith(":fbformat") ? "fbdialog" : "parlai-format"));
    settings.add(
        "task.path=" + ParityFolder.file("parlai/" + options.get("fromfile_datapath").asText()));
    settings.add("eval.batch-size=" + batchSize(checkpoint, options));
    settings.add("eval.skip-generation=" + options.get("skip_generation").asBoolean());
    settings.add("eval.metrics=[" + options.get("metrics").asText() + "]");
    if (options.has("num_examples")) {
      settings.add("eval.num-examples=" + options.get("num_examples").asInt());
    }
    if (options.path("rank_candidates").asBoolean(false)) {
      settings.add("agent.rank-candidates=true");
    }
    EvaluationResult result =
        new EvaluationRun(
                checkpoint.experiment(settings),
                ImportedCheckpoint.CATALOG,
                ImportedCheckpoint.NO_DOWNLOADS)
            .run(Optional.of(checkpoint.folder()), DataType.parse("valid"), (seen, of) -> {});
    run.get("report")
        .properties()
        .forEach(
            metric -> {
              double expected = metric.getValue().asDouble();
              assertThat(result.report().value(metric.getKey())).as(metric.getKey()).isPresent();
              assertThat(result.report().value(metric.getKey()).orElseThrow())
                  .as(metric.getKey())
                  .isCloseTo(expected, within(Math.max(1e-9, Math.abs(expected) * DIGITS)));
            });
  }
}
