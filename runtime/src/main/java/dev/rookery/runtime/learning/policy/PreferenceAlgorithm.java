package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.runtime.world.Shuffle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Direct preference optimization (Rafailov et al. 2023): the better half of the sequences is
 * preferred to the worse half, the best to the best of these and so on. AceGen cuts the worse
 * sequence where the better one ends ({@code compat = acegen}).
 */
final class PreferenceAlgorithm implements PolicyAlgorithm {

  /**
   * Settings.
   *
   * @param beta how far the policy is held to the prior
   * @param epochs how often the pairs are gone through
   * @param miniBatches into how many batches they are split
   * @param cutsToPreferred whether likelihoods of both are summed over the steps of the preferred
   *     one
   */
  record Plan(double beta, int epochs, int miniBatches, boolean cutsToPreferred) {}

  private final PolicyModel actor;
  private final PolicyModel prior;
  private final int startId;
  private final Plan plan;
  private final PolicyUpdates updates;
  private final long seed;

  PreferenceAlgorithm(
      PolicyModel actor,
      PolicyModel prior,
      int startId,
      Plan plan,
      PolicyUpdates updates,
      long seed) {
    this.actor = actor;
    this.prior = prior;
    this.startId = startId;
    this.plan = plan;
    this.updates = updates;
    this.seed = seed;
  }

  @Override
  public void learn(List<Experience> fresh, long round) {
    List<Experience> ranked = LikelihoodAlgorithm.best(fresh, fresh.size());
    int pairs = ranked.size() / 2;
    if (pairs == 0) {
      return;
    }
    int parts = Math.min(plan.miniBatches(), pairs);
    int size = pairs / parts;
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      int[] order = Shuffle.permutation(pairs, Shuffle.mix(seed, round, epoch));
      for (int part = 0; part < parts; part++) {
        int first = part * size;
        int[] chosen = IntStream.range(first, first + size).map(i -> order[i]).toArray();
        updates.update(
            step ->
                loss(
                    IntStream.of(chosen).mapToObj(ranked::get).toList(),
                    IntStream.of(chosen).mapToObj(i -> ranked.get(pairs + i)).toList(),
                    step));
      }
    }
  }

  /** The mean over pairs. */
  NDArray loss(List<Experience> preferred, List<Experience> others, NDManager step) {
    NDArray margin = advantage(preferred, preferred, step).sub(advantage(others, preferred, step));
    return Objectives.preference(margin, plan.beta()).mean();
  }

  /** By how much the policy likes sequences more than the prior does, (B). */
  NDArray advantage(List<Experience> sequences, List<Experience> preferred, NDManager step) {
    List<int[]> actions =
        IntStream.range(0, sequences.size())
            .mapToObj(
                i -> {
                  int[] own = sequences.get(i).rollout().actions();
                  return plan.cutsToPreferred()
                      ? Arrays.copyOf(own, preferred.get(i).rollout().length())
                      : own;
                })
            .toList();
    SequenceBatch batch = SequenceBatch.of(actions, startId);
    NDArray ours = new PolicyPass(actor, batch, step, true).likelihoods();
    return ours.sub(new PolicyPass(prior, batch, step, false).likelihoods());
  }
}
