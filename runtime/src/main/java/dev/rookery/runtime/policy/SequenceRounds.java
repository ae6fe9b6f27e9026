package dev.rookery.runtime.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a policy write rounds of sequences to learn from, without those that are written twice in a
 * round.
 *
 * @param sampler writes
 * @param codec makes texts of what is written
 * @param likeAceGen whether a round is what AceGen makes of it ({@code compat = acegen}): in the
 *     order of the token ids, with padding read as text, and with the probabilities of what the
 *     policy would have written in place of a prompt
 */
public record SequenceRounds(SequenceSampler sampler, SequenceCodec codec, boolean likeAceGen) {

  /**
   * A sequence.
   *
   * @param rollout what was written
   * @param text what it stands for
   */
  public record Written(Rollout rollout, String text) {}

  /** Writes a round; less than was asked for where some are alike. */
  public List<Written> write(SequenceSampler.Request request) {
    return texts(different(sample(request), codec.maxLength(), likeAceGen));
  }

  /** Writes a round in stages; less than was asked for where the policy wrote the same. */
  public List<Written> write(StagedSampler stages, SequenceSampler.Request request) {
    Map<String, Written> first = new LinkedHashMap<>();
    for (Written each : stages.write(request)) {
      first.putIfAbsent(Arrays.toString(each.rollout().actions()), each);
    }
    return List.copyOf(first.values());
  }

  /** Writes a round, with those that are alike. */
  public List<Written> writeAll(SequenceSampler.Request request) {
    return texts(sample(request));
  }

  private List<Rollout> sample(SequenceSampler.Request request) {
    return sampler.sample(
        likeAceGen
            ? request.with(
                request.prompts().stream().map(SequenceSampler.Prompt::tellingDrawn).toList())
            : request);
  }

  /**
   * The first of each that are alike, in their order or in that of their tokens.
   *
   * @param columns over which they are compared; token 0 fills them up
   */
  public static List<Rollout> different(List<Rollout> all, int columns, boolean inOrderOfTokens) {
    Map<String, Rollout> first = new LinkedHashMap<>();
    for (Rollout each : all) {
      first.putIfAbsent(Arrays.toString(each.actions()), each);
    }
    Comparator<Rollout> byTokens =
        Comparator.comparing(each -> Arrays.copyOf(each.actions(), columns), Arrays::compare);
    return inOrderOfTokens
        ? first.values().stream().sorted(byTokens).toList()
        : List.copyOf(first.values());
  }

  private List<Written> texts(List<Rollout> rollouts) {
    return rollouts.stream().map(rollout -> new Written(rollout, text(rollout))).toList();
  }

  /** Of what AceGen decodes, which is as many columns as its batches have. */
  private String text(Rollout rollout) {
    return codec.decode(
        likeAceGen ? Arrays.copyOf(rollout.actions(), codec.maxLength()) : rollout.actions());
  }
}
