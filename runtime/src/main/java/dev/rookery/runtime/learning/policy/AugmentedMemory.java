package dev.rookery.runtime.learning.policy;

import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceCodec;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Augmented memory (Guo and Schwaller 2024): reinvent, and then again on other sequences for the
 * same molecules, both fresh and replayed, which costs no scores.
 */
final class AugmentedMemory implements PolicyAlgorithm {

  private final PolicyAlgorithm reinvent;
  private final ReplayBuffer replay;
  private final int rounds;
  private final int replayed;
  private final SequenceCodec codec;
  private final GuardedScoring scoring;
  private final boolean likeAceGen;
  private final long seed;

  /**
   * Makes the algorithm.
   *
   * @param reinvent one update on the sequences that it is given
   * @param rounds how often other sequences for the same are learned from
   * @param replayed how many of the best so far are among them
   * @param scoring tells other sequences for the same
   * @param likeAceGen whether token 0 after the end counts for the likelihood of these, as in
   *     AceGen
   */
  AugmentedMemory(
      PolicyAlgorithm reinvent,
      ReplayBuffer replay,
      int rounds,
      int replayed,
      SequenceCodec codec,
      GuardedScoring scoring,
      boolean likeAceGen,
      long seed) {
    this.reinvent = reinvent;
    this.replay = replay;
    this.rounds = rounds;
    this.replayed = replayed;
    this.codec = codec;
    this.scoring = scoring;
    this.likeAceGen = likeAceGen;
    this.seed = seed;
  }

  @Override
  public ReplayBuffer replay() {
    return replay;
  }

  @Override
  public void learn(List<Experience> fresh, long round) {
    SplittableRandom random = new SplittableRandom(Shuffle.mix(seed, round));
    reinvent.learn(fresh, round);
    for (int again = 0; again < rounds; again++) {
      List<Experience> others = new ArrayList<>();
      fresh.forEach(each -> other(each, random).ifPresent(others::add));
      if (replay.size() > 0) {
        replay.draw(replayed, random).forEach(each -> other(each, random).ifPresent(others::add));
      }
      if (others.size() > 1) {
        reinvent.learn(others, round);
      }
    }
    replay.offer(fresh);
  }

  /** Another sequence for the same, if there is one that the vocabulary can write. */
  private Optional<Experience> other(Experience experience, SplittableRandom random) {
    if (experience.score().problem().isPresent()) {
      return Optional.empty();
    }
    return scoring
        .variant(experience.text(), random)
        .flatMap( // none if it has a token that no training sequence had
            text ->
                (likeAceGen ? codec.findLikeAceGen(text) : codec.find(text))
                    .map(
                        actions ->
                            new Experience(
                                new Rollout(actions, new float[actions.length], true),
                                text,
                                experience.score())));
  }
}
