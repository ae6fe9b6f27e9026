package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.ModelFolders;
import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an experiment says of a model that was named as one of a zoo, and says again. */
final class NamedInitialModelTest {

  private static final ModelFolders UNREACHABLE =
      name -> {
        throw new AssertionError(name + " was looked up");
      };

  @TempDir Path folder;
  private Path prior;

  @BeforeEach
  void makePrior() throws IOException {
    prior = folder.resolve("cache/prior");
    Path vocabulary =
        Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O"));
    Experiment experiment =
        read(
            UNREACHABLE,
            "agent.name=policy",
            "agent.policy=gru",
            "agent.policy-options.embedding-size=8",
            "agent.policy-options.hidden-size=12",
            "agent.policy-options.num-layers=1",
            "agent.vocabulary=" + vocabulary,
            "agent.max-length=12",
            "learner.name=reinforce",
            "learner.score=qed",
            "learner.num-envs=12",
            "learner.max-sequences=12",
            "run.threads=1");
    new SmallRun(prior, experiment).train(RunFolder.IfExists.REFUSE);
  }

  private Path lookUp(String name) {
    assertThat(name).isEqualTo("zoo:tiny");
    return prior;
  }

  private static Experiment read(ModelFolders models, String... settings) {
    return new ExperimentReader(SmallRun.CATALOG, models)
        .read(
            ExperimentArguments.of(List.of(), settings),
            EnumSet.allOf(ExperimentReader.Need.class));
  }

  private Experiment fromZoo(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--init-model",
                "zoo:tiny",
                "learner.name=reinvent",
                "--score",
                "qed",
                "learner.num-envs=12",
                "--max-sequences",
                "24",
                "run.threads=1"));
    settings.addAll(List.of(more));
    return read(this::lookUp, settings.toArray(String[]::new));
  }

  private static Experiment goesOn(Path file, ModelFolders models, String... changes) {
    return new ExperimentReader(SmallRun.CATALOG, models)
        .read(
            new ExperimentArguments(
                List.of(file),
                Optional.empty(),
                Optional.empty(),
                List.of(changes),
                "learner",
                true),
            EnumSet.allOf(ExperimentReader.Need.class));
  }

  @Test
  void theNameIsWrittenDownAndTheFolderBeside() {
    assertThat(fromZoo("run.seeds=[3,1]").render())
        .contains(
            "init-model = \"zoo:tiny\"  # command line: --init-model zoo:tiny, in " + prior + "\n")
        .contains("seeds = [3, 1]  # command line: run.seeds=[3,1]\n");
  }

  @Test
  void whatGoesOnKeepsWhereItsValuesWereWritten() throws IOException {
    String first = fromZoo("--seeds", "3,1").render();
    Path file =
        Files.writeString(
            Files.createDirectory(folder.resolve("all")).resolve("seeds.conf"), first);

    Experiment again = goesOn(file, this::lookUp);

    assertThat(again.render()).isEqualTo(first);
    assertThat(again.withSeed(1).render())
        .contains("seed = 1  # command line: --seeds 3,1\n", "command line: --max-sequences 24\n");
    assertThat(goesOn(file, this::lookUp, "--max-sequences", "36").render())
        .isEqualTo(
            first.replace("max-sequences = 24", "max-sequences = 36").replace("es 24", "es 36"));
    // a seed that was not begun begins with the same model
    assertThat(
            new SmallRun(folder.resolve("next"), again.withSeed(1))
                .train(RunFolder.IfExists.REFUSE))
        .isEqualTo(Learner.Ending.FINISHED);
  }

  @Test
  void aRunWithACheckpointNeedsTheModelNoMore() {
    Path run = folder.resolve("run");
    new SmallRun(run, fromZoo()).train(RunFolder.IfExists.REFUSE);
    Path file = run.resolve("experiment.conf");

    Experiment again = goesOn(file, UNREACHABLE, "--init-model", "zoo:tiny");

    assertThat(again.render())
        .contains("init-model = \"zoo:tiny\"  # command line: --init-model zoo:tiny\n")
        .contains("num-envs = 12  # command line: learner.num-envs=12\n");
    assertThatThrownBy(() -> goesOn(file, UNREACHABLE, "--init-model", "zoo:other"))
        .hasMessageContaining("comes too late for a trained agent");
  }

  @Test
  void whatDoesNotFitIsToldByTheName() {
    SmallRun wider =
        new SmallRun(folder.resolve("run"), fromZoo("agent.policy-options.hidden-size=20"));

    assertThatThrownBy(() -> wider.train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("agent.init-model = zoo:tiny is another network's: ")
        .hasMessageContaining("hidden-size is 20 here and 12 there")
        .hasMessageNotContaining(prior.toString());
  }
}
