package dev.rookery.runtime.importing.acegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.ImportedAgent;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.Scoring;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** AceGen's trained prior writes here what it writes there. */
@Tag("parity")
class PriorParityTest {

  private static final String SAMPLES = "acegen/prior/samples.json";

  /** Standard errors within which two samples of one distribution agree. */
  private static final double ERRORS = 4;

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), PriorParityTest.class.getClassLoader()));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> samples() {
    return ParityFolder.tests(
        SAMPLES, (golden, tests) -> tests.add(dynamicTest("samples", () -> check(golden))));
  }

  private void check(JsonNode golden) throws IOException {
    Path target = folder.resolve("prior");
    new AceGenImport(CATALOG)
        .run(new AceGenImport.Source(file(false), file(true), "smiles", 1, 101), target, List.of());
    try (OpenAgent open = ImportedAgent.open(CATALOG, target);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      List<String> theirs = ParityFolder.texts(golden.get("smiles"));
      List<Rollout> written =
          agent.sampler().sample(SequenceSampler.Request.of(theirs.size(), 1, 0));
      List<String> ours =
          written.stream().map(each -> agent.codec().decode(each.actions())).toList();
      int count = theirs.size();
      double valid = golden.get("valid_fraction").asDouble();
      assertThat(valid(ours))
          .isCloseTo(valid, Offset.offset(ERRORS * Math.sqrt(2 * valid * (1 - valid) / count)));
      assertThat((double) ours.stream().distinct().count() / count)
          .isCloseTo(golden.get("unique_fraction").asDouble(), Offset.offset(0.05));
      double[] likely =
          likelihoods(agent, theirs.stream().map(agent.codec()::encode).toList(), manager);
      double[] own = likelihoods(agent, written.stream().map(Rollout::actions).toList(), manager);
      double error = Math.sqrt((variance(likely) + variance(own)) / count);
      assertThat(mean(own)).isCloseTo(mean(likely), Offset.offset(ERRORS * error));
    }
  }

  /** The checkpoint, or the vocabulary beside it. */
  private static Path file(boolean isVocabulary) throws IOException {
    try (Stream<Path> files = Files.list(ParityFolder.file("acegen/prior"))) {
      return files
          .filter(file -> file.toString().endsWith(".ckpt"))
          .filter(file -> file.toString().contains("vocabulary") == isVocabulary)
          .findFirst()
          .orElseThrow();
    }
  }

  private static double valid(List<String> sequences) {
    try (GuardedScoring check =
        new Scoring(CatalogComponents.of(CATALOG), Duration.ofSeconds(30), 0)
            .open(new ComponentRef("valid", "test", ComponentRef.of("valid").options()))) {
      List<Score> scores = check.scoreAll(sequences);
      return scores.stream().mapToDouble(Score::value).average().orElseThrow();
    }
  }

  private static double[] likelihoods(PolicyAgent agent, List<int[]> sequences, NDManager manager) {
    SequenceBatch batch = SequenceBatch.of(sequences, agent.codec().vocabulary().startId());
    float[] sums =
        new PolicyPass(agent.actor(), batch, manager, false).likelihoods().toFloatArray();
    double[] likelihoods = new double[sums.length];
    Arrays.setAll(likelihoods, i -> sums[i]);
    return likelihoods;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double variance(double[] numbers) {
    double mean = mean(numbers);
    return Arrays.stream(numbers)
        .map(each -> (each - mean) * (each - mean))
        .average()
        .orElseThrow();
  }
}
