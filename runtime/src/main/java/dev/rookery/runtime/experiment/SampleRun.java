package dev.rookery.runtime.experiment;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.SequenceFigures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/** Lets a policy write sequences, and looks at them. */
public final class SampleRun {

  /**
   * What to write.
   *
   * @param count how many
   * @param atOnce how many at once
   * @param temperature scores of tokens are divided by it
   * @param greedy take the likeliest token instead of drawing one
   * @param prompt how they begin
   * @param seed of what is drawn
   */
  public record Request(
      int count,
      int atOnce,
      double temperature,
      boolean greedy,
      Optional<String> prompt,
      long seed) {}

  /**
   * What was written.
   *
   * @param sequences in order
   * @param figures about them, such as the share of different ones
   */
  public record Result(List<String> sequences, Map<String, Double> figures) {}

  private final PolicyAgent agent;

  /**
   * Prepares.
   *
   * @throws UserException if the agent is no policy
   */
  public SampleRun(Agent agent) {
    if (!(agent instanceof PolicyAgent policy)) {
      throw new UserException(
          "\"sample\" wants a policy, and the agent \""
              + agent.id()
              + "\" is none; \"generate\" lets it reply");
    }
    this.agent = policy;
  }

  /**
   * Writes sequences.
   *
   * @param check says which can be used, where there is such a function
   * @param known sequences that are not new
   * @param progress hears how many are written, of how many
   */
  public Result run(
      Request request,
      Optional<GuardedScoring> check,
      Optional<Set<String>> known,
      BiConsumer<Long, OptionalLong> progress) {
    SequenceSampler sampler = agent.sampler();
    List<SequenceSampler.Prompt> prompts = request.prompt().map(agent::prompt).stream().toList();
    List<String> sequences = new ArrayList<>();
    long steps = 0;
    long begun = System.nanoTime();
    while (sequences.size() < request.count()) {
      int count = Math.min(request.atOnce(), request.count() - sequences.size());
      SequenceSampler.Request part =
          new SequenceSampler.Request(
              count,
              request.seed(),
              sequences.size(),
              request.temperature(),
              request.greedy(),
              prompts);
      for (Rollout rollout : sampler.sample(part)) {
        sequences.add(agent.codec().decode(rollout.actions()));
        steps += rollout.length();
      }
      progress.accept((long) sequences.size(), OptionalLong.of(request.count()));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("sequences", (double) sequences.size());
    figures.putAll(SequenceFigures.of(sequences, check, known.map(all -> keys(all, check))));
    figures.put("length", (double) steps / sequences.size());
    figures.put("per_second", sequences.size() / seconds);
    return new Result(sequences, figures);
  }

  private static Set<String> keys(Set<String> sequences, Optional<GuardedScoring> check) {
    return check
        .<Set<String>>map(function -> new HashSet<>(function.keys(sequences).values()))
        .orElse(sequences);
  }
}
