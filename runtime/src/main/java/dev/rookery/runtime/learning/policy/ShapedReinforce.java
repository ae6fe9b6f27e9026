package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.nn.Scale;
import dev.rookery.runtime.policy.PolicyPass;

/**
 * AceGen's own loss (Thomas et al. 2024): -L R' with R' = max(R + sigma P, 0)^alpha - baseline,
 * plus the divergence of the prior's distributions from the policy's, minus the entropy of these.
 *
 * @param sigma weight of the prior's log-probability beside the score
 * @param alpha exponent of the reward
 * @param baseline of rewards
 * @param entropyWeight of the entropies of a sequence's steps
 * @param divergenceWeight of KL(prior || policy) over a sequence's steps
 */
record ShapedReinforce(
    double sigma,
    double alpha,
    RewardBaseline baseline,
    double entropyWeight,
    double divergenceWeight)
    implements LikelihoodAlgorithm.Loss {

  static RewardBaseline baseline(String name) {
    return switch (name) {
      case "moving-average" -> new RewardBaseline.MovingAverage();
      case "leave-one-out" -> RewardBaseline.leaveOneOut();
      default -> RewardBaseline.none();
    };
  }

  @Override
  public NDArray of(PolicyPass policy, PolicyPass prior, NDArray rewards) {
    NDArray shaped = Objectives.shapedReward(rewards, prior.likelihoods(), sigma, alpha);
    NDArray compared = shaped.sub(baselines(shaped));
    NDArray losses = Objectives.reinforce(policy.likelihoods(), compared);
    if (divergenceWeight != 0) {
      losses = losses.add(Scale.times(policy.sums(prior.divergences(policy)), divergenceWeight));
    }
    if (entropyWeight != 0) {
      losses = losses.sub(Scale.times(policy.sums(policy.entropies()), entropyWeight));
    }
    return losses;
  }

  private NDArray baselines(NDArray rewards) {
    float[] numbers = rewards.toFloatArray();
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    double[] found = baseline.of(wide);
    for (int i = 0; i < wide.length; i++) {
      numbers[i] = (float) found[i];
    }
    return rewards.getManager().create(numbers);
  }
}
