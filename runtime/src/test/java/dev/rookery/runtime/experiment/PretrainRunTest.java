package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy learns the sequences of a file, and what it writes is measured on the way. */
class PretrainRunTest {

  @TempDir Path folder;
  private boolean trained;

  private SmallRun run(String name, List<String> sequences, String... more) throws IOException {
    Path file = Files.write(folder.resolve(name + ".smi"), sequences);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "task.name=sequences",
                "task.path=" + file,
                "task.valid-path=" + file,
                "agent.name=policy",
                "agent.policy=gru",
                "agent.policy-options.embedding-size=8",
                "agent.policy-options.hidden-size=16",
                "agent.policy-options.num-layers=1",
                "agent.max-length=12",
                "learner.name=pretrain",
                "learner.learning-rate=0.02",
                "learner.batch-size=2",
                "run.threads=1"));
    settings.addAll(List.of(more));
    Experiment experiment =
        new ExperimentReader(SmallRun.CATALOG)
            .read(
                ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
                EnumSet.allOf(ExperimentReader.Need.class));
    return new SmallRun(folder.resolve(name), experiment);
  }

  private static Map<String, Double> lastValidation(SmallRun run) throws IOException {
    return run.metrics().stream()
        .filter(record -> record.phase().equals("valid"))
        .reduce((first, second) -> second)
        .orElseThrow()
        .values();
  }

  @Test
  void measuresWhatIsWritten() throws IOException {
    SmallRun run = run("run", List.of("CCO", "CCO"), "learner.epochs=80", "learner.samples=50");
    run.train(RunFolder.IfExists.REFUSE);

    Map<String, Double> values = lastValidation(run);
    assertThat(values.get("valid")).isGreaterThan(0.8);
    assertThat(values.get("unique")).isLessThan(0.3);
    assertThat(values.get("novel")).isLessThan(1.0); // ethanol is known however it is written
    assertThat(values.get("nll")).isLessThan(1.0);
  }

  /** The first validation is the best one if nobody knows that a likelihood should be high. */
  @Test
  void aLowerNegativeLogLikelihoodIsBetter() throws IOException {
    SmallRun run = run("run", List.of("CCO", "CCN"), "learner.epochs=5", "learner.samples=0");
    run.train(RunFolder.IfExists.REFUSE);

    assertThat(run.path.resolve("best").toRealPath())
        .isEqualTo(run.path.resolve("last").toRealPath());
    assertThat(lastValidation(run)).doesNotContainKey("valid");
  }

  /** Of "CCO" alone, "OCC" is never learned unless it is written anew. */
  @Test
  void randomizedSequencesAreLearned() throws IOException {
    SmallRun run =
        run(
            "run",
            List.of("CCO"),
            "learner.epochs=100",
            "learner.randomize=true",
            "learner.samples=0",
            "task.valid-path=" + Files.write(folder.resolve("other.smi"), List.of("OCC")));
    run.train(RunFolder.IfExists.REFUSE);

    assertThat(lastValidation(run).get("nll")).isLessThan(4.0);
  }

  @Test
  void canBeJudgedByValidity() throws IOException {
    SmallRun run =
        run(
            "run",
            List.of("CCO", "CCN"),
            "learner.epochs=2",
            "learner.samples=10",
            "learner.validation-metric=valid");
    run.train(RunFolder.IfExists.REFUSE);

    assertThat(run.path.resolve("best")).exists();
  }

  @Test
  void withoutACheckNothingCanBeRandomized() throws IOException {
    SmallRun run = run("run", List.of("CCO"), "learner.check=none", "learner.randomize=true");

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("learner.randomize needs learner.check");
  }

  @Test
  void aTokenThatOnlyTheValidSplitHasIsFoundBeforeTheTraining() throws IOException {
    Path other = Files.write(folder.resolve("other.smi"), List.of("CC", "", "CCO", "CNC"));
    SmallRun run = run("run", List.of("CCO", "CC"), "task.valid-path=" + other);

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE, update -> trained = true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(other + ": line 4")
        .hasMessageContaining("\"CNC\"")
        .hasMessageContaining("\"N\"");
    assertThat(trained).isFalse();
  }

  /** The last of many, so that most batches could be learned from before it comes. */
  @Test
  void aTokenThatTheVocabularyLacksIsFoundInTheTrainSplitToo() throws IOException {
    Path vocabulary = Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "O"));
    List<String> lines = new ArrayList<>(Collections.nCopies(60, "CCO"));
    lines.add("CNC");
    SmallRun run =
        run(
            "run",
            lines,
            "task.valid-path=" + Files.write(folder.resolve("other.smi"), List.of("OCC")),
            "agent.vocabulary=" + vocabulary,
            "learner.novelty=false");

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE, update -> trained = true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": line 61")
        .hasMessageContaining("\"CNC\"")
        .hasMessageContaining("\"N\"");
    assertThat(trained).isFalse();
  }

  /** As AceGen does; a valid split is measured whole. */
  @Test
  void aSequenceThatIsTooLongIsLearnedWhereTrainingCutsIt() throws IOException {
    SmallRun run =
        run(
            "run",
            List.of("CC", "CCCCCCCCCCCCCCC"),
            "task.valid-path=" + Files.write(folder.resolve("other.smi"), List.of("CC")),
            "learner.epochs=1",
            "learner.samples=0",
            "agent.learn-after-end=true");

    assertThat(run.train(RunFolder.IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
  }

  @Test
  void soIsASequenceThatIsTooLongEvenIfTrainingWouldCutIt() throws IOException {
    Path other = Files.write(folder.resolve("other.smi"), List.of("CC", "CCCCCCCCCCCCCCC"));
    SmallRun run =
        run("run", List.of("CCO", "CC"), "task.valid-path=" + other, "agent.learn-after-end=true");

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE, update -> trained = true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(other + ": line 2")
        .hasMessageContaining("agent.max-length = 12");
    assertThat(trained).isFalse();
  }

  /** Of nothing no share is different, and no checkpoint is the better for it. */
  @Test
  void whereNothingIsValidNothingIsUnique() throws IOException {
    SmallRun run =
        run(
            "run",
            List.of("(((", "((("),
            "learner.epochs=80",
            "learner.samples=10",
            "learner.validation-metric=unique");
    run.train(RunFolder.IfExists.REFUSE);

    assertThat(lastValidation(run))
        .containsEntry("valid", 0.0)
        .doesNotContainKeys("unique", "novel");
    assertThat(run.path.resolve("best")).exists();
  }
}
