package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.scoring.Score;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.ModelFolders;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.learning.policy.PolicyScore;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.scoring.GuardedScoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score {@code agent}, asked of small agents that were trained for it. */
final class AgentScoreTest {

  /** Sums of float32 logarithms, taken token by token and of whole sequences. */
  private static final double ROUNDING = 1e-5;

  @TempDir Path folder;

  private static Experiment read(ModelFolders models, List<String> settings) {
    return new ExperimentReader(SmallRun.CATALOG, models)
        .read(
            ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
            EnumSet.allOf(ExperimentReader.Need.class));
  }

  /** A policy that has learned to write CCO. */
  private Path policy() throws IOException {
    Path file = Files.write(folder.resolve("some.smi"), List.of("CCO", "CCO", "OCC"));
    Path run = folder.resolve("prior");
    Experiment experiment =
        read(
            ModelFolders.FOLDERS_ONLY,
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
                "learner.epochs=40",
                "learner.samples=0",
                "run.threads=1"));
    new SmallRun(run, experiment).train(RunFolder.IfExists.REFUSE);
    return run;
  }

  private static GuardedScoring scoring(ModelFolders models, String score) {
    Experiment experiment =
        read(
            models,
            List.of("agent.name=policy", "learner.name=reinforce", "learner.score=" + score));
    return PolicyScore.open(
        experiment.learner().orElseThrow().settings(), CatalogComponents.of(SmallRun.CATALOG), 0);
  }

  private static GuardedScoring asks(Path model) {
    return scoring(ModelFolders.FOLDERS_ONLY, "{ name = agent, model = \"" + model + "\" }");
  }

  @Test
  void isTheMeanProbabilityOfATokenThatThePolicyGives() throws IOException {
    Path model = policy();
    double sum = 0;
    try (OpenAgent open = CatalogComponents.of(SmallRun.CATALOG).open(model)) {
      PolicyAgent agent = (PolicyAgent) open.agent();
      Rollout rollout =
          agent
              .sampler()
              .sample(new SequenceSampler.Request(1, 0, 0, 1, true, List.of(agent.prompt("CCO"))))
              .get(0);
      assertThat(rollout.actions()).hasSize(4); // it was trained to end there
      for (float logProb : rollout.logProbs()) {
        sum += logProb;
      }
    }
    try (GuardedScoring scoring = asks(model)) {
      List<Score> scores = scoring.scoreAll(List.of("CCO", "OOO"));

      assertThat(scores.get(0).value()).isCloseTo(Math.exp(sum / 4), within(ROUNDING));
      assertThat(scores.get(0).parts().get(0)).isCloseTo(sum / 4, within(ROUNDING));
      assertThat(scoring.parts()).containsExactly("log_likelihood");
      assertThat(scores.get(1).value()).isPositive().isLessThan(scores.get(0).value() / 2);
    }
  }

  @Test
  void whatTheAgentCannotReadCostsItsOwnScoreOnly() throws IOException {
    try (GuardedScoring scoring = asks(policy())) {
      List<Score> scores = scoring.scoreAll(List.of("CCO", "CNO", "OCC"));

      assertThat(scores.get(1).problem().orElseThrow()).contains("\"N\"");
      assertThat(scores.get(1).value()).isZero();
      assertThat(scores.get(0).problem()).isEmpty();
      assertThat(scores.get(2).value()).isPositive();
    }
  }

  @Test
  void aGeneratorIsAskedForItsReplyToTheContext() {
    Path run = folder.resolve("tutor");
    new SmallRun(run, List.of()).train(RunFolder.IfExists.REFUSE);

    double here = likelihoodOfKitchen(run, "mary went to the kitchen\\nwhere is mary?");
    double there = likelihoodOfKitchen(run, "mary went to the garden\\nwhere is mary?");

    assertThat(here).isStrictlyBetween(0.0, 1.0).isNotEqualTo(there);
  }

  private static double likelihoodOfKitchen(Path run, String context) {
    String score = "{ name = agent, model = \"%s\", context = \"%s\" }".formatted(run, context);
    try (GuardedScoring scoring = scoring(ModelFolders.FOLDERS_ONLY, score)) {
      Score kitchen = scoring.scoreAll(List.of("kitchen")).get(0);
      assertThat(kitchen.problem()).isEmpty();
      return kitchen.value();
    }
  }

  @Test
  void aPolicyLearnsFromItAndTheModelMayBeOneOfAZoo() throws IOException {
    Path prior = policy();
    Experiment experiment =
        read(
            name -> {
              assertThat(name).isEqualTo("zoo:judge");
              return prior;
            },
            List.of(
                "--init-model",
                prior.toString(),
                "learner.name=reinvent",
                "--score",
                "{ name = agent, model = \"zoo:judge\" }",
                "learner.num-envs=8",
                "learner.max-sequences=24",
                "run.threads=1"));
    assertThat(experiment.render()).contains("model = \"zoo:judge\"  # command line: ");
    SmallRun run = new SmallRun(folder.resolve("run"), experiment);

    assertThat(run.train(RunFolder.IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);
    assertThat(Files.readAllLines(run.path.resolve(MoleculesFile.NAME)).get(0))
        .contains("score,log_likelihood");
    assertThat(MoleculesFile.read(run.path)).allMatch(line -> line.score() > 0);
    assertThat(run.checkpointFile("model.safetensors"))
        .isNotEqualTo(Files.readAllBytes(run.path.resolve("prior.safetensors")));
  }

  @Test
  void saysWhatIsWrongWithTheModel() {
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> asks(none))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the score \"agent\", model = " + none + ": there is no folder");
    assertThatThrownBy(() -> scoring(ModelFolders.FOLDERS_ONLY, "agent"))
        .hasMessageContaining("set model");
  }

  @Test
  void aModelWithinAnotherScoreIsLookedUpToo() {
    List<String> asked = new ArrayList<>();
    Experiment experiment =
        read(
            name -> {
              asked.add(name);
              return folder.resolve("cache");
            },
            List.of(
                "agent.name=policy",
                "learner.name=reinforce",
                "learner.score={ name = mean, scores = [qed, { name = agent, model = \"zoo:judge\""
                    + " }] }"));

    assertThat(asked).containsExactly("zoo:judge");
    assertThat(experiment.render()).contains("\"zoo:judge\"").doesNotContain("cache");
  }
}
