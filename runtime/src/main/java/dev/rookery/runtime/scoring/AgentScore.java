package dev.rookery.runtime.scoring;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.runtime.metrics.TeacherMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How likely another agent finds a text: the geometric mean of the probabilities that it gives the
 * text's tokens, its end included, which is 1 / perplexity and lies within 0 and 1. It is what
 * {@code eval} measures of labels, so that every agent that can be evaluated by likelihood can
 * score.
 *
 * <p>Each text is asked for on its own where a batch fails, so that one that the agent can't read
 * costs its own score only.
 */
final class AgentScore implements BatchScoringFunction {

  private static final int AT_ONCE = 64;
  private static final String LOSS = "loss";

  private final TrainedAgents.Opened opened;
  private final String context;

  /**
   * Scores with an agent, and closes it when this is closed.
   *
   * @param context what the texts answer; for an agent that writes from nothing, nothing
   * @throws UserException if the agent has no likelihoods
   */
  AgentScore(TrainedAgents.Opened opened, String context) {
    this.opened = opened;
    this.context = context;
    if (!(opened.agent() instanceof TrainableAgent trained)) {
      throw new UserException(
          "the agent \""
              + opened.agent().id()
              + "\" doesn't know how likely a text is; name a trained generator or policy");
    }
    // It learns nothing here, and gathers nothing for that, whichever thread asks it.
    List.copyOf(trained.parameters().byName().keySet()).forEach(trained.parameters()::freeze);
    trained.skipGeneration(true);
  }

  @Override
  public List<String> parts() {
    return List.of("log_likelihood");
  }

  @Override
  public synchronized List<Score> scoreAll(List<String> texts) {
    List<Score> scores = new ArrayList<>();
    for (int first = 0; first < texts.size(); first += AT_ONCE) {
      List<String> some = texts.subList(first, Math.min(texts.size(), first + AT_ONCE));
      try {
        scores.addAll(ask(some));
      } catch (RuntimeException e) {
        some.forEach(text -> scores.add(alone(text)));
      }
    }
    return scores;
  }

  private Score alone(String text) {
    try {
      return ask(List.of(text)).get(0);
    } catch (RuntimeException e) {
      return Score.none(this, String.valueOf(e.getMessage()));
    }
  }

  private List<Score> ask(List<String> texts) {
    Agent agent = opened.agent();
    List<Conversation> conversations = new ArrayList<>();
    for (String text : texts) {
      Conversation conversation = agent.converse();
      conversation.observe(
          Message.empty()
              .with(Message.TEXT, context)
              .with(Message.EVAL_LABELS, List.of(text))
              .with(Message.EPISODE_DONE, true));
      conversations.add(conversation);
    }
    return agent.act(conversations).stream().map(this::score).toList();
  }

  private Score score(Message reply) {
    return reply
        .find(TeacherMetrics.METRICS)
        .map(own -> ((Map<?, ?>) own).get(LOSS))
        .filter(Metric.class::isInstance)
        .map(loss -> -((Metric) loss).value())
        .map(mean -> Score.of(Math.exp(mean), List.of(mean)))
        .orElseGet(
            () ->
                Score.none(
                    this, "the agent \"" + opened.agent().id() + "\" gave it no likelihood"));
  }

  @Override
  public void close() {
    opened.close();
  }
}
