package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Scale;
import dev.rookery.api.nn.TorchScript;

/**
 * What the likelihood-based algorithms minimize, sequence by sequence.
 *
 * <p>Shapes: B sequences. Arguments are (B) float32: L the log-probability that the learning policy
 * gives a sequence, P that of the prior, R its reward.
 */
final class Objectives {

  /** AceGen's weight of {@link #likelihoodPenalty}. */
  private static final double PENALTY = 5000;

  private static final TorchScript LOG_SIGMOID =
      new TorchScript(
          "log sigmoid",
          """
          def forward(self, x: Tensor) -> Tensor:
            return torch.log_sigmoid(x)
          """);

  private static final TorchScript SHAPED =
      new TorchScript(
          "shaped reward",
          """
          def forward(self, rewards: Tensor, prior: Tensor, sigma: Tensor, alpha: Tensor) -> Tensor:
            raised = torch.add(rewards, torch.mul(prior, float(sigma)))
            return torch.pow(torch.clamp(raised, 0.), float(alpha))
          """);

  private Objectives() {}

  /** REINFORCE (Williams 1992): -L R. */
  static NDArray reinforce(NDArray likelihoods, NDArray rewards) {
    return likelihoods.mul(rewards).neg();
  }

  /** REINVENT (Olivecrona et al. 2017): (P + sigma R - L)². */
  static NDArray reinvent(NDArray likelihoods, NDArray prior, NDArray rewards, double sigma) {
    return prior.add(Scale.times(rewards, sigma)).sub(likelihoods).square();
  }

  /** AceGen's term against sequences that are too likely: the mean of -5000 / L, above 0. */
  static NDArray likelihoodPenalty(NDArray likelihoods) {
    return Scale.times(likelihoods.getManager().create(1f).div(likelihoods).mean(), -PENALTY);
  }

  /**
   * The reward that AceGen's own algorithm learns from (Thomas et al. 2024): max(R + sigma P,
   * 0)^alpha.
   */
  static NDArray shapedReward(NDArray rewards, NDArray prior, double sigma, double alpha) {
    NDManager manager = rewards.getManager();
    return SHAPED
        .run(false, rewards, prior, manager.create(sigma), manager.create(alpha))
        .singletonOrThrow();
  }

  /**
   * Direct preference optimization (Rafailov et al. 2023), pair by pair: -log sigmoid(beta ((L+ -
   * P+) - (L- - P-))).
   *
   * @param margin (L+ - P+) - (L- - P-)
   */
  static NDArray preference(NDArray margin, double beta) {
    return LOG_SIGMOID.run(true, Scale.times(margin, beta)).singletonOrThrow().neg();
  }
}
