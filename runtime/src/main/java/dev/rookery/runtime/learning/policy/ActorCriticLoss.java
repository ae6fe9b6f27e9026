package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Scale;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of advantage actor-critic (Mnih et al. 2016) and of proximal policy optimization
 * (Schulman et al. 2017): objective, critic, entropy, and the divergence from the prior.
 *
 * <p>Means are taken over the steps that are no padding. AceGen takes them over as many columns as
 * a sequence may have tokens, normalizes the advantages over these, and reads values at padding
 * ({@code compat = acegen}).
 *
 * <p>Shapes: B sequences, N steps of all of them together.
 */
final class ActorCriticLoss {

  private static final TorchScript CLIPPED =
      new TorchScript(
          "clipped objective",
          """
          def forward(self, now: Tensor, before: Tensor, advantages: Tensor, clip: Tensor) -> Tensor:
            bound = float(clip)
            logs = torch.sub(now, before)
            gain = torch.mul(torch.exp(logs), advantages)
            ratio = torch.clamp(torch.exp(logs), 1. - bound, 1. + bound)
            return torch.neg(torch.minimum(gain, torch.mul(ratio, advantages)))
          """);

  /**
   * What is weighed how.
   *
   * @param discount of rewards
   * @param clip how far the ratio of probabilities may leave 1 to count; 0 for plain actor-critic
   * @param criticWeight of the critic's squared error
   * @param entropyWeight of the entropy, which is wanted
   * @param divergenceWeight of KL(policy || prior)
   * @param columns as many as AceGen would have, to compute its figures; 0 to compute the right
   *     ones
   */
  record Weights(
      Advantages.Discount discount,
      double clip,
      double criticWeight,
      double entropyWeight,
      double divergenceWeight,
      int columns) {}

  /**
   * A batch with what the critic says of it.
   *
   * @param batch the sequences
   * @param advantages of the N steps, normalized
   * @param targets of the critic at them
   * @param before log-probabilities with which they were drawn
   * @param counts 1 where a step is no padding
   */
  record Prepared(
      SequenceBatch batch, float[] advantages, float[] targets, float[] before, float[] counts) {}

  /**
   * The parts of a loss, weighed.
   *
   * @param total their sum, a number to take gradients of
   * @param divergence not weighed
   */
  record Parts(
      NDArray total, NDArray objective, NDArray critic, NDArray entropy, NDArray divergence) {}

  private final Weights weights;
  private final int startId;

  ActorCriticLoss(Weights weights, int startId) {
    this.weights = weights;
    this.startId = startId;
  }

  /** Computes advantages from what the critic says now. */
  Prepared prepare(List<Experience> experiences, PolicyModel critic, NDManager step) {
    List<int[]> longer = new ArrayList<>();
    for (Experience each : experiences) {
      int[] actions = each.rollout().actions();
      longer.add(Arrays.copyOf(actions, actions.length + 1)); // the value after the last step too
    }
    SequenceBatch read = SequenceBatch.of(longer, startId);
    SequenceBatch batch =
        SequenceBatch.of(
            experiences.stream().map(each -> each.rollout().actions()).toList(), startId);
    boolean padded = weights.columns() > 0;
    if (padded) {
      read = read.withPaddingAsData(weights.columns() + 2);
      batch = batch.withPaddingAsData(weights.columns());
    }
    float[] values = new PolicyPass(critic, read, step, false).values().toFloatArray();
    float[] advantages = new float[batch.tokens()];
    float[] targets = new float[batch.tokens()];
    float[] before = new float[batch.tokens()];
    float[] counts = new float[batch.tokens()];
    int from = 0;
    int to = 0;
    for (int row = 0; row < experiences.size(); row++) {
      Experience each = experiences.get(row);
      int steps = batch.length(row);
      Advantages found = advantages(each, values, from, steps);
      System.arraycopy(found.advantages(), 0, advantages, to, steps);
      System.arraycopy(found.targets(), 0, targets, to, steps);
      System.arraycopy(each.rollout().logProbs(), 0, before, to, each.rollout().length());
      Arrays.fill(counts, to, to + each.rollout().length(), 1);
      from += read.length(row);
      to += steps;
    }
    Advantages.normalize(advantages);
    return new Prepared(batch, advantages, targets, before, counts);
  }

  /**
   * The advantages of one sequence.
   *
   * @param values of all sequences, of which this one's begin at {@code from}: at each step and
   *     after the last; then, where padding counts, at padding, of which that after the last step
   *     is shifted by one
   */
  private Advantages advantages(Experience experience, float[] values, int from, int steps) {
    int last = experience.rollout().length() - 1;
    float[] rewards = new float[steps];
    float[] now = new float[steps];
    float[] next = new float[steps];
    boolean[] terminated = new boolean[steps];
    boolean[] done = new boolean[steps];
    rewards[last] = (float) experience.reward();
    terminated[last] = experience.rollout().terminated();
    done[last] = true;
    for (int t = 0; t < steps; t++) {
      int at = from + (t <= last ? t : t + 1);
      now[t] = values[at];
      next[t] = values[at + 1];
    }
    return Advantages.of(rewards, now, next, terminated, done, weights.discount());
  }

  /**
   * Computes the loss.
   *
   * @param critic may be the actor itself
   * @param step what arrays are attached to
   */
  Parts of(
      Prepared prepared, PolicyModel actor, PolicyModel critic, PolicyModel prior, NDManager step) {
    PolicyPass acting = new PolicyPass(actor, prepared.batch(), step, true);
    PolicyPass valuing =
        critic == actor ? acting : new PolicyPass(critic, prepared.batch(), step, true);
    NDArray advantages = step.create(prepared.advantages());
    NDArray counts = step.create(prepared.counts());
    NDArray errors = valuing.values().sub(step.create(prepared.targets())).square();
    NDArray objective = mean(objective(acting.logProbs(), prepared, advantages, step), counts);
    NDArray value = Scale.times(mean(errors, counts), weights.criticWeight());
    NDArray entropy = Scale.times(mean(acting.entropies(), counts), -weights.entropyWeight());
    NDArray divergence =
        acting
            .sums(
                acting
                    .divergences(new PolicyPass(prior, prepared.batch(), step, false))
                    .mul(counts))
            .mean();
    NDArray total =
        objective.add(value).add(entropy).add(Scale.times(divergence, weights.divergenceWeight()));
    return new Parts(total, objective, value, entropy, divergence);
  }

  private NDArray objective(
      NDArray logProbs, Prepared prepared, NDArray advantages, NDManager step) {
    if (weights.clip() == 0) {
      return logProbs.mul(advantages).neg();
    }
    return CLIPPED
        .run(
            true, logProbs, step.create(prepared.before()), advantages, step.create(weights.clip()))
        .singletonOrThrow();
  }

  /** PPO masks before the mean, A2C after it, where AceGen counts padding; else both are one. */
  private NDArray mean(NDArray steps, NDArray counts) {
    return weights.clip() == 0 ? steps.mean().mul(counts.mean()) : steps.mul(counts).mean();
  }
}
