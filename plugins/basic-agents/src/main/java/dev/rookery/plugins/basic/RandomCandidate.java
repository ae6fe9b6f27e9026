package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Ranks the candidates at random and says the first. */
final class RandomCandidate implements AgentFactory {

  static final Setting<Path> CANDIDATES =
      Setting.path("label-candidates-file")
          .optional()
          .describedAs("Candidates to use instead of the task's, one a line.");

  @Override
  public String name() {
    return "random-candidate";
  }

  @Override
  public String description() {
    return "Ranks the candidates at random, as a lower bound of hits and of ranks.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(CANDIDATES);
  }

  @Override
  public Agent create(AgentContext context) {
    Optional<List<String>> fixed =
        context.settings().find(CANDIDATES).map(file -> TextFiles.lines(file, CANDIDATES.name()));
    return new ReplyAgent(
        "RandomCandidateAgent",
        context.seed(),
        (observation, random) ->
            observation
                .map(message -> answer(fixed.orElseGet(message::labelCandidates), random))
                .orElse(Message.ofText("Nothing to reply to yet.")));
  }

  private static Message answer(List<String> candidates, SplittableRandom random) {
    if (candidates.isEmpty()) {
      return Message.ofText("I don't know.");
    }
    List<String> ranking = new ArrayList<>(candidates);
    // Fisher and Yates; Collections.shuffle takes no SplittableRandom on Java 17.
    for (int last = ranking.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      ranking.set(last, ranking.set(other, ranking.get(last)));
    }
    return Message.ofText(ranking.get(0)).with(Message.TEXT_CANDIDATES, ranking);
  }
}
