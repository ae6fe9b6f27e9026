package dev.rookery.runtime.evaluation;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.NextWordProbability;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.Metric;
import dev.rookery.api.metrics.PerplexityMetric;
import dev.rookery.api.metrics.SumMetric;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the perplexity by the word to an agent's metrics: ParlAI's {@code eval_ppl.py}. The first
 * label is cut into words of a dictionary that is the same for all agents. Words that it lacks are
 * read but not counted, and the end of the label isn't either, nor is what the agent doesn't read
 * of a long label.
 */
public final class WordPerplexity implements Agent {

  private static final String METRICS = "metrics";

  private final Agent agent;
  private final NextWordProbability predictor;
  private final Dictionary vocabulary;

  private WordPerplexity(Agent agent, NextWordProbability predictor, Dictionary vocabulary) {
    this.agent = agent;
    this.predictor = predictor;
    this.vocabulary = vocabulary;
  }

  /**
   * An agent that answers as this one, and is measured by the word too.
   *
   * @param vocabulary the words that count
   * @throws UserException if the agent knows no probabilities of words
   */
  public static WordPerplexity of(Agent agent, Dictionary vocabulary) {
    if (agent instanceof NextWordProbability predictor) {
      return new WordPerplexity(agent, predictor, vocabulary);
    }
    throw new UserException(
        "agent \""
            + agent.id()
            + "\" can't tell how probable words are (it is no NextWordProbability); leave"
            + " --ppl-words out");
  }

  /** What is said to the agent, and was said last. */
  private static final class Heard implements Conversation {
    private final Conversation inner;
    private Message last = Message.empty();

    Heard(Conversation inner) {
      this.inner = inner;
    }

    @Override
    public void observe(Message message) {
      last = message;
      inner.observe(message);
    }

    @Override
    public void observeSelf(Message message) {
      inner.observeSelf(message);
    }

    @Override
    public void reset() {
      last = Message.empty();
      inner.reset();
    }

    boolean isAsked() {
      return last.has(Message.TEXT) && !last.anyLabels().isEmpty();
    }
  }

  @Override
  public String id() {
    return agent.id();
  }

  @Override
  public Conversation converse() {
    return new Heard(agent.converse());
  }

  @Override
  public void skipGeneration(boolean skip) {
    agent.skipGeneration(skip);
  }

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Heard> heard = conversations.stream().map(Heard.class::cast).toList();
    List<Message> replies =
        new ArrayList<>(agent.act(heard.stream().map(one -> one.inner).toList()));
    List<Integer> places = new ArrayList<>();
    List<NextWordProbability.Reply> asked = new ArrayList<>();
    for (int i = 0; i < heard.size(); i++) {
      if (heard.get(i).isAsked()) {
        places.add(i);
        asked.add(new NextWordProbability.Reply(heard.get(i).inner, words(heard.get(i).last)));
      }
    }
    List<double[]> found = predictor.nextWordLogProbabilities(asked, vocabulary);
    for (int n = 0; n < places.size(); n++) {
      Map<String, Metric> figures = figures(asked.get(n).words(), found.get(n));
      replies.set(places.get(n), withMetrics(replies.get(places.get(n)), figures));
    }
    return replies;
  }

  private List<String> words(Message question) {
    return vocabulary.tokenize(question.anyLabels().get(0)).stream()
        .filter(word -> !word.isBlank())
        .toList();
  }

  private Map<String, Metric> figures(List<String> words, double[] logProbabilities) {
    double loss = 0;
    int counted = 0;
    for (int i = 0; i < logProbabilities.length; i++) {
      if (vocabulary.contains(words.get(i))) {
        loss -= logProbabilities[i];
        counted++;
      }
    }
    Map<String, Metric> figures = new LinkedHashMap<>();
    if (counted > 0) {
      figures.put("word_loss", new AverageMetric(loss, counted));
      figures.put("word_ppl", new PerplexityMetric(loss, counted));
    }
    figures.put("words", new SumMetric(counted));
    figures.put("unk_words", new SumMetric(words.size() - counted));
    return figures;
  }

  private static Message withMetrics(Message reply, Map<String, Metric> more) {
    Map<Object, Object> all = new LinkedHashMap<>();
    Optional<Object> own = reply.find(METRICS);
    own.ifPresent(metrics -> all.putAll((Map<?, ?>) metrics));
    all.putAll(more);
    return reply.with(METRICS, all);
  }

  @Override
  public void close() {
    agent.close();
  }
}
