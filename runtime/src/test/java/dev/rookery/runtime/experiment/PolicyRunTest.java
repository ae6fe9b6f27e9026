package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.scoring.ScoringEndedException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.FileTrees;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A policy learns from scores, whatever the algorithm, and a stopped run goes on as it would have.
 */
class PolicyRunTest extends PolicyRuns {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reinforce",
        "reinvent",
        "ahc",
        "hill-climb",
        "acegen",
        "dpo",
        "a2c",
        "ppo",
        "augmented-memory"
      })
  void everyAlgorithmLearns(String algorithm) throws IOException {
    SmallRun run = new SmallRun(folder.resolve("run"), experiment("learner.name=" + algorithm));

    assertThat(run.train(RunFolder.IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);

    assertThat(MoleculesFile.read(run.path)).hasSize(60);
    assertThat(run.metrics().get(0).values()).containsKeys("score", "valid", "loss", "gnorm");
    assertThat(run.checkpointFile("model.safetensors"))
        .isNotEqualTo(Files.readAllBytes(run.path.resolve("prior.safetensors")));
    assertThat(Files.readString(run.path.resolve("report.html"))).contains("Best sequences");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinvent", "ppo", "acegen"})
  void stoppedAndResumedEqualsUninterrupted(String algorithm) throws IOException {
    String[] settings = {
      "learner.name=" + algorithm,
      "learner.replay-count=3",
      "learner.max-sequences=100",
      algorithm.equals("acegen") ? "learner.baseline=moving-average" : "learner.temperature=1"
    };
    SmallRun whole = new SmallRun(folder.resolve("whole"), experiment(settings));
    whole.train(RunFolder.IfExists.REFUSE);
    SmallRun parts = new SmallRun(folder.resolve("parts"), experiment(settings));
    assertThat(parts.trainUntil(3, RunFolder.IfExists.REFUSE))
        .isEqualTo(Learner.Ending.INTERRUPTED);
    assertThat(parts.train(RunFolder.IfExists.RESUME)).isEqualTo(Learner.Ending.FINISHED);

    assertThat(Files.readString(parts.path.resolve(MoleculesFile.NAME)))
        .isEqualTo(Files.readString(whole.path.resolve(MoleculesFile.NAME)));
    assertThat(parts.checkpointFile("model.safetensors"))
        .isEqualTo(whole.checkpointFile("model.safetensors"));
  }

  /** As a power cut would end it: nothing is saved but what was written on the way. */
  @Test
  void killedBeforeItsFirstCheckpointItBeginsAgain() throws IOException {
    String[] settings = {"learner.name=reinvent"};
    SmallRun whole = new SmallRun(folder.resolve("whole"), experiment(settings));
    whole.train(RunFolder.IfExists.REFUSE);
    SmallRun killed = new SmallRun(folder.resolve("killed"), experiment(settings));
    assertThatThrownBy(
            () ->
                killed.train(
                    RunFolder.IfExists.REFUSE,
                    update -> {
                      if (update == 2) {
                        throw new IllegalStateException("no power");
                      }
                    }))
        .hasMessage("no power");
    assertThat(killed.figures()).hasSize(2);
    assertThat(RunFolder.holdsCheckpoint(killed.path)).isFalse();

    assertThat(killed.train(RunFolder.IfExists.RESUME)).isEqualTo(Learner.Ending.FINISHED);

    assertThat(killed.figures()).isEqualTo(whole.figures());
    assertThat(Files.readString(killed.path.resolve(MoleculesFile.NAME)))
        .isEqualTo(Files.readString(whole.path.resolve(MoleculesFile.NAME)));
  }

  @Test
  void startsFromATrainedPolicyWithoutNamingItsNetwork() {
    Path prior = folder.resolve("prior");
    new SmallRun(prior, experiment("learner.name=reinforce")).train(RunFolder.IfExists.REFUSE);

    Experiment next =
        new ExperimentReader(SmallRun.CATALOG)
            .read(
                ExperimentArguments.of(
                    List.of(),
                    "agent.name=policy",
                    "agent.init-model=" + prior,
                    "learner.name=reinvent",
                    "learner.score=qed",
                    "learner.max-sequences=24",
                    "run.threads=1"),
                EnumSet.allOf(ExperimentReader.Need.class));

    assertThat(new SmallRun(folder.resolve("next"), next).train(RunFolder.IfExists.REFUSE))
        .isEqualTo(Learner.Ending.FINISHED);
    assertThat(next.render()).contains("hidden-size = 12");
    FileTrees.deleteQuietly(prior);
    try (OpenAgent open =
        OpenAgent.of(
            next, SmallRun.CATALOG, SmallRun.NO_DOWNLOADS, Optional.of(folder.resolve("next")))) {
      assertThat(open.agent().id()).isEqualTo("gru"); // the run needs its prior no more
    }
  }

  /** As does a flag, whose meaning depends on the agent. */
  @Test
  void theAgentIsWhatTheInitialModelIs() {
    Path prior = folder.resolve("prior");
    new SmallRun(prior, experiment("learner.name=reinforce")).train(RunFolder.IfExists.REFUSE);

    for (String[] given :
        new String[][] {
          {"--init-model", prior.toString()},
          {"--init-model=" + prior},
          {"-im", prior.toString()},
          {"agent.init-model=" + prior}
        }) {
      List<String> settings = new ArrayList<>(List.of(given));
      settings.addAll(List.of("learner.name=reinvent", "--score", "qed"));
      Experiment next =
          new ExperimentReader(SmallRun.CATALOG)
              .read(
                  ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
                  EnumSet.allOf(ExperimentReader.Need.class));
      assertThat(next.agent().orElseThrow().name()).isEqualTo("policy");
      assertThat(next.render()).contains("hidden-size = 12");
    }
  }

  @Test
  void goesOnWithTheSameScoreOnly() {
    Path run = folder.resolve("run");
    new SmallRun(run, experiment("learner.name=reinforce")).train(RunFolder.IfExists.REFUSE);

    assertThatThrownBy(
            () ->
                new SmallRun(
                        run,
                        experiment(
                            "learner.name=reinforce",
                            "learner.score=logp",
                            "learner.max-sequences=90"))
                    .train(RunFolder.IfExists.RESUME))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("qed")
        .hasMessageContaining("logp");
  }

  @Test
  void saysThatAScoreIsMissing() {
    Experiment without =
        new ExperimentReader(SmallRun.CATALOG)
            .read(
                ExperimentArguments.of(
                    List.of(),
                    "agent.name=policy",
                    "agent.policy=gru",
                    "agent.vocabulary=" + vocabulary,
                    "learner.name=reinvent"),
                EnumSet.allOf(ExperimentReader.Need.class));

    assertThatThrownBy(
            () -> new SmallRun(folder.resolve("run"), without).train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("learner.score is missing");
  }

  /** As many tokens in another order would make other sequences of what the policy writes. */
  @Test
  void saysThatTheTokensAreNotThoseOfTheTrainedPolicy() throws IOException {
    Path prior = folder.resolve("prior");
    new SmallRun(prior, experiment("learner.name=reinforce")).train(RunFolder.IfExists.REFUSE);
    vocabulary = Files.write(folder.resolve("other.txt"), List.of("EOS", "GO", "C", "O", "N"));
    SmallRun run =
        new SmallRun(
            folder.resolve("next"),
            experiment("learner.name=reinvent", "agent.init-model=" + prior));

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("id 3 is \"O\" here and \"N\" there");
  }

  /** Little is learned from what a broken program says, and what was learned before is kept. */
  @Test
  void aScoringProgramThatGivesUpEndsTheRunWhichGoesOnLater() throws IOException {
    Path licence = Files.createFile(folder.resolve("licence"));
    Path program =
        Files.writeString(
            folder.resolve("score.sh"),
            """
            while read -r line; do
              n=$((n + 1))
              if [ $n -gt 30 ]; then rm -f "$1"; fi
              if [ ! -e "$1" ]; then exit 7; fi
              echo '{"score": 0.5}'
            done
            """);
    Experiment experiment =
        experiment(
            "learner.name=reinvent",
            "learner.score={ name = process, command = [sh, \"%s\", \"%s\"] }"
                .formatted(program, licence));
    Path run = folder.resolve("run");

    assertThatThrownBy(() -> new SmallRun(run, experiment).train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(ScoringEndedException.class)
        .hasMessageContaining("sh ended with code 7");

    List<String> before = Files.readAllLines(run.resolve("molecules.csv"));
    assertThat(before).hasSizeBetween(5, 60);
    assertThat(before.stream().filter(line -> line.contains("code 7"))).hasSizeLessThan(10);
    Files.createFile(licence);
    new SmallRun(run, experiment).train(RunFolder.IfExists.RESUME);
    assertThat(Files.readAllLines(run.resolve("molecules.csv")))
        .hasSize(61)
        .startsWith(before.toArray(String[]::new));
  }

  @Test
  void saysWhichOptionDiffersFromTheTrainedPolicy() {
    Path prior = folder.resolve("prior");
    new SmallRun(prior, experiment("learner.name=reinforce")).train(RunFolder.IfExists.REFUSE);
    Experiment wider =
        new ExperimentReader(SmallRun.CATALOG)
            .read(
                ExperimentArguments.of(
                    List.of(),
                    "agent.name=policy",
                    "agent.init-model=" + prior,
                    "agent.policy-options.hidden-size=20",
                    "learner.name=reinvent",
                    "learner.score=qed",
                    "run.threads=1"),
                EnumSet.allOf(ExperimentReader.Need.class));
    SmallRun run = new SmallRun(folder.resolve("next"), wider);

    assertThatThrownBy(() -> run.train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("agent.policy-options.hidden-size is 20 here and 12 there")
        .hasMessageNotContaining("weight_ih")
        .hasMessageNotContaining("embedding-size");
  }
}
