package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Learns with a critic: a2c, and ppo with or without replayed sequences. */
final class ActorCriticAlgorithm implements PolicyAlgorithm {

  /** The networks; the critic may be the actor itself. */
  record Networks(PolicyModel actor, PolicyModel critic, PolicyModel prior) {}

  private final Networks networks;
  private final ActorCriticLoss loss;
  private final int epochs;
  private final int replayed;
  private final ReplayBuffer replay;
  private final PolicyUpdates updates;
  private final long seed;

  /**
   * Makes the algorithm.
   *
   * @param epochs how often fresh sequences are learned from
   * @param replayed how many are drawn from the replay buffer beside them, each time
   */
  ActorCriticAlgorithm(
      Networks networks,
      ActorCriticLoss loss,
      int epochs,
      int replayed,
      ReplayBuffer replay,
      PolicyUpdates updates,
      long seed) {
    this.networks = networks;
    this.loss = loss;
    this.epochs = epochs;
    this.replayed = replayed;
    this.replay = replay;
    this.updates = updates;
    this.seed = seed;
  }

  @Override
  public ReplayBuffer replay() {
    return replay;
  }

  @Override
  public void learn(List<Experience> fresh, long round) {
    SplittableRandom random = new SplittableRandom(Shuffle.mix(seed, round));
    for (int epoch = 0; epoch < epochs; epoch++) {
      List<Experience> all = new ArrayList<>(fresh);
      if (replayed > 0 && replay.size() > replayed) {
        all.addAll(replay.draw(replayed, random));
      }
      ActorCriticLoss.Prepared prepared;
      try (NDManager looking = updates.manager().newSubManager()) {
        prepared = loss.prepare(all, networks.critic(), looking);
      }
      updates.update(
          step -> {
            ActorCriticLoss.Parts parts =
                loss.of(prepared, networks.actor(), networks.critic(), networks.prior(), step);
            updates.tell("loss_objective", parts.objective().getFloat());
            updates.tell("loss_critic", parts.critic().getFloat());
            updates.tell("loss_entropy", parts.entropy().getFloat());
            updates.tell("kl_div", parts.divergence().getFloat());
            return parts.total();
          });
    }
    if (replayed > 0) {
      replay.offer(fresh);
    }
  }
}
