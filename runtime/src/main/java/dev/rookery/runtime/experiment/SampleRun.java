package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.runtime.policy.ManySequences;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceRounds;
import dev.rookery.runtime.policy.SequenceRounds.Written;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.policy.StagedSampler;
import dev.rookery.runtime.scoring.NoneValid;
import dev.rookery.runtime.scoring.SequenceCheck;
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
   * @param prompting in which stages they are written
   * @param seed of what is drawn
   */
  public record Request(
      int count,
      int atOnce,
      double temperature,
      boolean greedy,
      Optional<String> prompt,
      Optional<ComponentRef> prompting,
      long seed) {}

  /**
   * What was written.
   *
   * @param sequences in order
   * @param figures about them, such as the share of different ones
   * @param warning if nothing can be used
   */
  public record Result(
      List<String> sequences, Map<String, Number> figures, Optional<String> warning) {}

  private final PolicyAgent agent;
  private final Components components;

  /**
   * Prepares.
   *
   * @param components finds the prompting
   * @throws UserException if the agent is no policy
   */
  public SampleRun(Agent agent, Components components) {
    if (!(agent instanceof PolicyAgent policy)) {
      throw new UserException(
          "\"sample\" wants a policy, and the agent \""
              + agent.id()
              + "\" is none; \"generate\" lets it reply");
    }
    this.agent = policy;
    this.components = components;
  }

  /**
   * Writes sequences.
   *
   * @param check says which are valid
   * @param known sequences that are not new
   * @param progress hears how many are written, of how many
   */
  public Result run(
      Request request,
      SequenceCheck check,
      Optional<Set<String>> known,
      BiConsumer<Long, OptionalLong> progress) {
    SequenceSampler.Request all =
        new SequenceSampler.Request(
            request.count(),
            request.seed(),
            0,
            request.temperature(),
            request.greedy(),
            request.prompt().map(agent::prompt).stream().toList());
    long begun = System.nanoTime();
    List<Written> written =
        ManySequences.write(
            all,
            request.atOnce(),
            writer(request),
            count -> progress.accept(count, OptionalLong.of(request.count())));
    double seconds = (System.nanoTime() - begun) / 1e9;
    List<String> sequences = written.stream().map(Written::text).toList();
    SequenceCheck.Found found = check.look(sequences, known.map(check::keys));
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("sequences", sequences.size());
    figures.putAll(found.shares());
    figures.put(
        "length", written.stream().mapToInt(each -> each.rollout().length()).average().orElse(0));
    figures.put("per_second", sequences.size() / seconds);
    return new Result(
        sequences,
        figures,
        found
            .noneValid()
            .map(first -> NoneValid.warning(sequences.size(), first, beginning(request))));
  }

  private static Optional<String> beginning(Request request) {
    return request
        .prompt()
        .map(text -> NoneValid.prompt(text, "--prompt"))
        .or(() -> request.prompting().map(named -> NoneValid.prompting(named, "--prompting")));
  }

  private ManySequences.Writer writer(Request request) {
    return request
        .prompting()
        .<ManySequences.Writer>map(named -> StagedSampler.of(named, components, agent)::write)
        .orElseGet(() -> new SequenceRounds(agent.sampler(), agent.codec(), false)::writeAll);
  }
}
