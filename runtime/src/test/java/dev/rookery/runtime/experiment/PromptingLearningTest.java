package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.policy.TinyPolicy;
import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a policy builds on given parts gets better scores, if it learns. Six oxygens are as good as
 * can be; the parts have none.
 */
class PromptingLearningTest {

  private static final int SEQUENCES = 960;

  /** Sequences at the beginning and at the end that are compared. */
  private static final int COMPARED = 160;

  private static final String SCAFFOLD = "{ name = scaffold, smiles = \"C(*)N*\", rewrites = 2 }";
  private static final String FRAGMENTS = "{ name = fragments, smiles = \"NC*.CC*\" }";

  @TempDir Path folder;

  /** How much higher the mean score of the last is than that of the first. */
  private double rise(String algorithm, String prompting, double learningRate) throws IOException {
    Path vocabulary =
        Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O", "(", ")"));
    List<String> settings =
        new ArrayList<>(
            TinyPolicy.settings(
                "agent.name=policy",
                "agent.max-length=16",
                "agent.vocabulary=" + vocabulary,
                "learner.name=" + algorithm,
                "learner.num-envs=32",
                "learner.max-sequences=" + SEQUENCES,
                "learner.learning-rate=" + learningRate,
                "learner.prompting=" + prompting,
                "learner.score={ name = modified, modifier = clipped, upper = 6,"
                    + " score { name = smarts, pattern = O, wanted = count } }"));
    SmallRun run =
        new SmallRun(
            folder.resolve("run"),
            new ExperimentReader(SmallRun.CATALOG)
                .read(
                    ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
                    EnumSet.allOf(ExperimentReader.Need.class)));
    run.train(RunFolder.IfExists.REFUSE);
    List<MoleculesFile.Line> lines = MoleculesFile.read(run.path);
    assertThat(lines).hasSize(SEQUENCES);
    return mean(lines.subList(SEQUENCES - COMPARED, SEQUENCES)) - mean(lines.subList(0, COMPARED));
  }

  private static double mean(List<MoleculesFile.Line> lines) {
    return lines.stream().mapToDouble(MoleculesFile.Line::score).average().orElseThrow();
  }

  /**
   * By more than half of all there is to win with this seed, while chance moves the mean by a
   * hundredth.
   */
  @ParameterizedTest
  @CsvSource({"reinforce, scaffold", "reinvent, scaffold", "ppo, scaffold", "reinvent, fragments"})
  void theScoreRises(String algorithm, String prompting) throws IOException {
    assertThat(rise(algorithm, prompting.equals("scaffold") ? SCAFFOLD : FRAGMENTS, 0.02))
        .isGreaterThan(0.3);
  }

  @Test
  void theScoreStaysWhereNothingIsLearned() throws IOException {
    assertThat(rise("reinforce", SCAFFOLD, 1e-9)).isBetween(-0.06, 0.06);
  }
}
