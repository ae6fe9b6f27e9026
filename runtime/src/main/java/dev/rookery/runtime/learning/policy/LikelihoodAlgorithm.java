package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns from the likelihood of whole sequences: reinforce, reinvent, augmented hill-climb (Thomas
 * et al. 2022), hill-climb (Brown et al. 2019) and AceGen's own. They differ in which sequences
 * count, and in the {@link Loss}.
 */
final class LikelihoodAlgorithm implements PolicyAlgorithm {

  /** The loss of each sequence, and of the batch. */
  interface Loss {

    /**
     * The loss of each sequence, (B).
     *
     * @param policy its pass over the sequences
     * @param prior that of the policy before it learned
     * @param rewards (B)
     */
    NDArray of(PolicyPass policy, PolicyPass prior, NDArray rewards);

    /** What rewards are compared with. */
    default RewardBaseline baseline() {
      return RewardBaseline.none();
    }
  }

  /**
   * Which sequences count, and how often.
   *
   * @param best how many of the fresh ones, by reward; at least the number of fresh ones for all
   * @param epochs how often they are gone through
   * @param miniBatches into how many batches they are split
   * @param replayed how many are drawn from the replay buffer beside them
   * @param penalized whether sequences that are too likely cost, those that don't count included
   */
  record Plan(int best, int epochs, int miniBatches, int replayed, boolean penalized) {}

  private final PolicyModel actor;
  private final PolicyModel prior;
  private final int startId;
  private final Loss loss;
  private final Plan plan;
  private final ReplayBuffer replay;
  private final PolicyUpdates updates;
  private final long seed;

  LikelihoodAlgorithm(
      PolicyModel actor,
      PolicyModel prior,
      int startId,
      Loss loss,
      Plan plan,
      ReplayBuffer replay,
      PolicyUpdates updates,
      long seed) {
    this.actor = actor;
    this.prior = prior;
    this.startId = startId;
    this.loss = loss;
    this.plan = plan;
    this.replay = replay;
    this.updates = updates;
    this.seed = seed;
  }

  @Override
  public ReplayBuffer replay() {
    return replay;
  }

  @Override
  public double[] state() {
    return loss.baseline().state();
  }

  @Override
  public void restore(double[] state) {
    if (state.length > 0) {
      loss.baseline().restore(state);
    }
  }

  @Override
  public void learn(List<Experience> fresh, long round) {
    SplittableRandom random = new SplittableRandom(Shuffle.mix(seed, round));
    List<Experience> counting = plan.penalized() ? fresh : best(fresh, plan.best());
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      for (List<Experience> part : parts(counting, random)) {
        List<Experience> again =
            replay.size() > plan.replayed() ? replay.draw(plan.replayed(), random) : List.of();
        updates.update(step -> loss(part, again, step));
      }
    }
    if (plan.replayed() > 0) {
      replay.offer(counting);
    }
  }

  private List<List<Experience>> parts(List<Experience> all, SplittableRandom random) {
    int parts = Math.min(plan.miniBatches(), all.size());
    if (parts <= 1) {
      return List.of(all);
    }
    int size = all.size() / parts;
    int[] order = Shuffle.permutation(all.size(), random.nextLong());
    List<List<Experience>> split = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int first = part * size;
      split.add(IntStream.range(first, first + size).mapToObj(i -> all.get(order[i])).toList());
    }
    return split;
  }

  private NDArray loss(List<Experience> part, List<Experience> again, NDManager step) {
    List<Experience> all = new ArrayList<>(part);
    all.addAll(again);
    SequenceBatch batch =
        SequenceBatch.of(all.stream().map(each -> each.rollout().actions()).toList(), startId);
    PolicyPass policy = new PolicyPass(actor, batch, step, true);
    NDArray losses = loss.of(policy, new PolicyPass(prior, batch, step, false), rewards(all, step));
    if (!plan.penalized()) {
      return losses.mean();
    }
    int[] counting =
        IntStream.concat(order(part).limit(plan.best()), IntStream.range(part.size(), all.size()))
            .toArray();
    NDArray chosen = counting.length == all.size() ? losses : policy.pick(losses, counting);
    return chosen.mean().add(Objectives.likelihoodPenalty(policy.likelihoods()));
  }

  static NDArray rewards(List<Experience> experiences, NDManager step) {
    float[] rewards = new float[experiences.size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = (float) experiences.get(i).reward();
    }
    return step.create(rewards);
  }

  /** Places by reward, the best first. */
  static IntStream order(List<Experience> experiences) {
    return IntStream.range(0, experiences.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -experiences.get(i).reward()))
        .mapToInt(Integer::intValue);
  }

  static List<Experience> best(List<Experience> experiences, int count) {
    return order(experiences).limit(count).mapToObj(experiences::get).toList();
  }
}
