package dev.rookery.runtime.learning.policy;

import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.settings.Setting;
import dev.rookery.runtime.learning.policy.PolicyLearnerFactory.Parts;
import java.util.ArrayList;
import java.util.List;

/** The algorithms by name, with the defaults of AceGen's scripts. */
public final class PolicyLearners {

  private static final Setting<Double> TOP =
      Setting.decimal("topk")
          .within(0, 1)
          .defaultsTo(0.5)
          .describedAs("share of the best sequences of a round that is learned from");
  private static final Setting<Integer> EPOCHS =
      Setting.integer("num-epochs")
          .atLeast(1)
          .defaultsTo(1)
          .describedAs("how often the sequences of a round are learned from");
  private static final Setting<Double> GAMMA =
      Setting.decimal("gamma").within(0, 1).defaultsTo(0.999).describedAs("discount of rewards");

  private PolicyLearners() {}

  /** All of them. */
  public static List<LearnerFactory> factories() {
    return List.of(
        new PretrainLearnerFactory(),
        reinforce(),
        reinvent(),
        augmentedMemory(),
        ahc(),
        hillClimb(),
        acegen(),
        dpo(),
        a2c(),
        ppo());
  }

  private static LearnerFactory reinforce() {
    return new PolicyLearnerFactory(
        "reinforce",
        "Policy gradient on the score (Williams 1992)",
        PolicySettings.withDefaults(128, 1e-4, 0, 10),
        List.of(),
        false,
        parts ->
            likelihood(
                parts,
                (policy, prior, rewards) -> Objectives.reinforce(policy.likelihoods(), rewards),
                all(parts, 1, 1, false)));
  }

  private static Setting<Double> sigma(double value) {
    return Setting.decimal("sigma")
        .defaultsTo(value)
        .describedAs("weight of the score against the prior's log-probability");
  }

  private static LearnerFactory reinvent() {
    Setting<Double> sigma = sigma(120);
    return new PolicyLearnerFactory(
        "reinvent",
        "Likelihood drawn to the prior's plus the score (Olivecrona et al. 2017)",
        PolicySettings.withDefaults(128, 1e-4, 0, 10),
        List.of(sigma),
        false,
        parts ->
            likelihood(parts, reinventLoss(parts.settings().get(sigma)), all(parts, 1, 1, true)));
  }

  private static LikelihoodAlgorithm.Loss reinventLoss(double sigma) {
    return (policy, prior, rewards) ->
        Objectives.reinvent(policy.likelihoods(), prior.likelihoods(), rewards, sigma);
  }

  private static LearnerFactory augmentedMemory() {
    Setting<Double> sigma = sigma(128);
    Setting<Integer> rounds =
        Setting.integer("augmentation-rounds")
            .atLeast(0)
            .defaultsTo(2)
            .describedAs("how often other sequences for the same molecules are learned from");
    return new PolicyLearnerFactory(
        "augmented-memory",
        "Reinvent, and again on other SMILES of fresh and best molecules (Guo and Schwaller 2024)",
        PolicySettings.withDefaults(64, 1e-4, 0, 100),
        List.of(sigma, rounds),
        false,
        parts ->
            new AugmentedMemory(
                likelihood(
                    parts,
                    reinventLoss(parts.settings().get(sigma)),
                    new LikelihoodAlgorithm.Plan(Integer.MAX_VALUE, 1, 1, 0, true)),
                parts.replay(),
                parts.settings().get(rounds),
                parts.replayed(),
                parts.agent().codec(),
                parts.scoring(),
                parts.compat(),
                parts.seed()));
  }

  private static LearnerFactory ahc() {
    Setting<Double> sigma = sigma(60);
    return new PolicyLearnerFactory(
        "ahc",
        "Augmented hill-climb: reinvent on the best of a round (Thomas et al. 2022)",
        PolicySettings.withDefaults(128, 1e-4, 0, 10),
        List.of(sigma, TOP),
        false,
        parts ->
            likelihood(
                parts,
                reinventLoss(parts.settings().get(sigma)),
                new LikelihoodAlgorithm.Plan(best(parts), 1, 1, parts.replayed(), true)));
  }

  private static Setting<Integer> miniBatches(int value) {
    return Setting.integer("num-mini-batches")
        .atLeast(1)
        .defaultsTo(value)
        .describedAs("into how many batches what counts of a round is split");
  }

  private static LearnerFactory hillClimb() {
    Setting<Integer> miniBatches = miniBatches(2);
    return new PolicyLearnerFactory(
        "hill-climb",
        "Likelihood of the best of a round (Brown et al. 2019)",
        PolicySettings.withDefaults(1024, 1e-4, 0, 0),
        List.of(TOP, EPOCHS, miniBatches),
        false,
        parts ->
            likelihood(
                parts,
                (policy, prior, rewards) -> policy.likelihoods().neg(),
                new LikelihoodAlgorithm.Plan(
                    best(parts),
                    parts.settings().get(EPOCHS),
                    parts.settings().get(miniBatches),
                    parts.replayed(),
                    false)));
  }

  private static LearnerFactory acegen() {
    Setting<Double> sigma =
        Setting.decimal("sigma")
            .defaultsTo(0.001)
            .describedAs("weight of the prior's log-probability beside the score");
    Setting<Double> alpha =
        Setting.decimal("alpha").above(0).defaultsTo(3.0).describedAs("exponent of the reward");
    Setting<String> baseline =
        Setting.choice("baseline", "none", "moving-average", "leave-one-out")
            .defaultsTo("none")
            .describedAs("what rewards are compared with");
    Setting<Double> entropy =
        Setting.decimal("entropy-coef").defaultsTo(0.0).describedAs("weight of the entropy");
    Setting<Double> divergence =
        Setting.decimal("kl-coef")
            .defaultsTo(0.0)
            .describedAs("weight of the divergence from the prior");
    return new PolicyLearnerFactory(
        "acegen",
        "Reinforce on shaped rewards of the best of a round (Thomas et al. 2024)",
        PolicySettings.withDefaults(128, 1e-4, 0, 10),
        List.of(sigma, alpha, TOP, baseline, entropy, divergence),
        false,
        parts -> {
          ShapedReinforce loss =
              new ShapedReinforce(
                  parts.settings().get(sigma),
                  parts.settings().get(alpha),
                  ShapedReinforce.baseline(parts.settings().get(baseline)),
                  parts.settings().get(entropy),
                  parts.settings().get(divergence));
          return likelihood(
              parts,
              loss,
              new LikelihoodAlgorithm.Plan(best(parts), 1, 1, parts.replayed(), false));
        });
  }

  private static LearnerFactory dpo() {
    Setting<Double> beta =
        Setting.decimal("beta")
            .above(0)
            .defaultsTo(0.1)
            .describedAs("how far the policy is held to the prior");
    Setting<Integer> miniBatches = miniBatches(1);
    return new PolicyLearnerFactory(
        "dpo",
        "Direct preference optimization, the better half against the worse (Rafailov et al. 2023)",
        PolicySettings.withDefaults(128, 1e-4, 0, 0),
        List.of(beta, EPOCHS, miniBatches),
        false,
        parts ->
            new PreferenceAlgorithm(
                parts.agent().actor(),
                parts.prior(),
                parts.startId(),
                new PreferenceAlgorithm.Plan(
                    parts.settings().get(beta),
                    parts.settings().get(EPOCHS),
                    parts.settings().get(miniBatches),
                    parts.compat()),
                parts.updates(),
                parts.seed()));
  }

  private static LearnerFactory a2c() {
    ActorCriticSettings own = ActorCriticSettings.withDefaults(0.99, 0.5, 0.05);
    return new PolicyLearnerFactory(
        "a2c",
        "Advantage actor-critic (Mnih et al. 2016)",
        PolicySettings.withDefaults(16, 1e-4, 0.5, 0).withAdam(1e-6, 0),
        own.all(GAMMA),
        true,
        parts -> actorCritic(parts, own, 0, 1));
  }

  private static LearnerFactory ppo() {
    ActorCriticSettings own = ActorCriticSettings.withDefaults(1.0, 0.25, 0.01);
    Setting<Double> clip =
        Setting.decimal("ppo-clip")
            .above(0)
            .defaultsTo(0.5)
            .describedAs("how far the ratio of probabilities may leave 1 to count");
    Setting<Integer> epochs =
        Setting.integer("ppo-epochs")
            .atLeast(1)
            .defaultsTo(3)
            .describedAs("how often the sequences of a round are learned from");
    return new PolicyLearnerFactory(
        "ppo",
        "Proximal policy optimization, with replayed sequences (Schulman et al. 2017)",
        PolicySettings.withDefaults(64, 5e-4, 0.25, 24).withAdam(1e-6, 1e-6),
        own.all(GAMMA, clip, epochs),
        true,
        parts -> actorCritic(parts, own, parts.settings().get(clip), parts.settings().get(epochs)));
  }

  /** The weights of the parts of an actor-critic's loss. */
  private record ActorCriticSettings(
      Setting<Double> lambda,
      Setting<Double> critic,
      Setting<Double> entropy,
      Setting<Double> divergence) {

    static ActorCriticSettings withDefaults(double lambda, double critic, double entropy) {
      return new ActorCriticSettings(
          Setting.decimal("lambda")
              .alias("lmbda")
              .within(0, 1)
              .defaultsTo(lambda)
              .describedAs("discount of differences in the advantage"),
          Setting.decimal("critic-coef").defaultsTo(critic).describedAs("weight of the critic"),
          Setting.decimal("entropy-coef").defaultsTo(entropy).describedAs("weight of the entropy"),
          Setting.decimal("kl-coef")
              .defaultsTo(0.001)
              .describedAs("weight of the divergence from the prior"));
    }

    List<Setting<?>> all(Setting<?>... more) {
      List<Setting<?>> all = new ArrayList<>(List.of(lambda, critic, entropy, divergence));
      all.addAll(List.of(more));
      return all;
    }
  }

  private static PolicyAlgorithm actorCritic(
      Parts parts, ActorCriticSettings own, double clip, int epochs) {
    PolicyModel critic = parts.critic().orElseThrow();
    return new ActorCriticAlgorithm(
        new ActorCriticAlgorithm.Networks(parts.agent().actor(), critic, parts.prior()),
        new ActorCriticLoss(
            new ActorCriticLoss.Weights(
                new Advantages.Discount(
                    parts.settings().get(GAMMA), parts.settings().get(own.lambda())),
                clip,
                parts.settings().get(own.critic()),
                parts.settings().get(own.entropy()),
                parts.settings().get(own.divergence()),
                parts.compat() ? parts.agent().codec().maxLength() : 0),
            parts.startId()),
        epochs,
        parts.replayed(),
        parts.replay(),
        parts.updates(),
        parts.seed());
  }

  private static LikelihoodAlgorithm.Plan all(
      Parts parts, int epochs, int miniBatches, boolean penalized) {
    return new LikelihoodAlgorithm.Plan(
        Integer.MAX_VALUE, epochs, miniBatches, parts.replayed(), penalized);
  }

  private static int best(Parts parts) {
    return Math.max(1, (int) (parts.numEnvs() * parts.settings().get(TOP)));
  }

  private static PolicyAlgorithm likelihood(
      Parts parts, LikelihoodAlgorithm.Loss loss, LikelihoodAlgorithm.Plan plan) {
    return new LikelihoodAlgorithm(
        parts.agent().actor(),
        parts.prior(),
        parts.startId(),
        loss,
        plan,
        parts.replay(),
        parts.updates(),
        parts.seed());
  }
}
