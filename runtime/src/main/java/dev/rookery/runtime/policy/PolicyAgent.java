package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.metrics.PerplexityMetric;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Scale;
import dev.rookery.api.policy.PolicyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A policy as an agent: it learns the likelihood of the labels, and answers with a sequence that it
 * writes. A message's text is how the sequence begins, as a rule nothing.
 */
public final class PolicyAgent implements TrainableAgent {

  private static final String METRICS = "metrics";
  private static final int MEASURED_AT_ONCE = 256;
  private static final Batch.Key<SequenceBatch> SEQUENCES =
      new Batch.Key<>("sequences", SequenceBatch.class);

  private final PolicyNetworks networks;
  private final PolicyModel actor;
  private final SequenceCodec codec;
  private final NDManager manager;
  private final SequenceSampler sampler;
  private final boolean learnsAfterEnd;
  private final long seed;
  private boolean skipGeneration;
  private long written;

  /**
   * Makes an agent, which closes actor and manager when it is closed.
   *
   * @param networks made the actor, and make its prior and its critic
   * @param learnsAfterEnd whether it learns to write token 0 after the end, as AceGen's do
   * @param seed of what is drawn
   * @throws dev.rookery.api.settings.SettingsException if the actor reads what there is not
   */
  public PolicyAgent(
      PolicyNetworks networks,
      PolicyModel actor,
      SequenceCodec codec,
      NDManager manager,
      boolean learnsAfterEnd,
      long seed) {
    this.networks = networks;
    this.actor = actor;
    this.codec = codec;
    this.manager = manager;
    this.learnsAfterEnd = learnsAfterEnd;
    this.seed = seed;
    sampler =
        new SequenceSampler(actor, environment().with(actor), codec.vocabulary().endId(), manager);
  }

  @Override
  public String id() {
    return networks.factory().name();
  }

  public PolicyNetworks networks() {
    return networks;
  }

  public PolicyModel actor() {
    return actor;
  }

  public SequenceCodec codec() {
    return codec;
  }

  /** What arrays are attached to, by way of children. */
  public NDManager manager() {
    return manager;
  }

  /** Environments in which a policy of this vocabulary writes. */
  public TokenEnvironment environment() {
    return new TokenEnvironment(codec.vocabulary(), codec.maxLength());
  }

  /** Writes with the actor as it is. */
  public SequenceSampler sampler() {
    return sampler;
  }

  @Override
  public Parameters parameters() {
    return actor.parameters();
  }

  @Override
  public void skipGeneration(boolean skip) {
    skipGeneration = skip;
  }

  @Override
  public Conversation converse() {
    return new LastMessage();
  }

  private static final class LastMessage implements Conversation {
    private Optional<Message> message = Optional.empty();

    @Override
    public void observe(Message observed) {
      message = Optional.of(observed);
    }

    @Override
    public void reset() {
      message = Optional.empty();
    }
  }

  /**
   * Answers, all at once. A message with labels is measured by how likely its first label is; where
   * it has no text there is nothing to answer, and nothing is written.
   */
  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> replies =
        new ArrayList<>(
            Collections.nCopies(conversations.size(), Message.empty().with(Message.ID, id())));
    Map<Integer, String> beginnings = new LinkedHashMap<>();
    Map<Integer, SequenceExample> labels = new LinkedHashMap<>();
    for (int place = 0; place < conversations.size(); place++) {
      Optional<Message> observed = ((LastMessage) conversations.get(place)).message;
      if (observed.isPresent() && observed.get().has(Message.TEXT)) {
        String text = observed.get().text().orElse("");
        List<String> answers = observed.get().anyLabels();
        if (!skipGeneration && !(text.isEmpty() && !answers.isEmpty())) {
          beginnings.put(place, text);
        }
        if (!answers.isEmpty()) {
          labels.put(place, example(observed.get(), answers.get(0), false));
        }
      }
    }
    write(beginnings).forEach((place, text) -> set(replies, place, Message.TEXT, text));
    measure(labels).forEach((place, report) -> set(replies, place, METRICS, report.metrics()));
    return replies;
  }

  private static void set(List<Message> replies, int place, String field, Object value) {
    replies.set(place, replies.get(place).with(field, value));
  }

  /** Sequences with these beginnings, by place. */
  private Map<Integer, String> write(Map<Integer, String> beginnings) {
    if (beginnings.isEmpty()) {
      return Map.of();
    }
    List<SequenceSampler.Prompt> prompts =
        beginnings.values().stream()
            .map(text -> text.isEmpty() ? SequenceSampler.Prompt.NONE : prompt(text))
            .toList();
    SequenceSampler.Request request =
        SequenceSampler.Request.of(prompts.size(), seed, written).with(prompts);
    Iterator<Rollout> rollouts = sampler.sample(request).iterator();
    written += prompts.size();
    Map<Integer, String> texts = new LinkedHashMap<>();
    beginnings.keySet().forEach(place -> texts.put(place, codec.decode(rollouts.next().actions())));
    return texts;
  }

  /** How likely sequences are, by place. */
  private Map<Integer, MetricReport> measure(Map<Integer, SequenceExample> examples) {
    if (examples.isEmpty()) {
      return Map.of();
    }
    Iterator<MetricReport> reports = measure(List.copyOf(examples.values())).iterator();
    Map<Integer, MetricReport> byPlace = new LinkedHashMap<>();
    examples.keySet().forEach(place -> byPlace.put(place, reports.next()));
    return byPlace;
  }

  private List<MetricReport> measure(List<SequenceExample> examples) {
    List<int[]> actions = examples.stream().map(SequenceExample::actions).toList();
    float[] likelihoods = logLikelihoods(actions);
    List<MetricReport> reports = new ArrayList<>();
    for (int row = 0; row < likelihoods.length; row++) {
      reports.add(report(-likelihoods[row], actions.get(row).length, 1));
    }
    return reports;
  }

  /**
   * How likely sequences are: natural logarithms of their probabilities.
   *
   * @param sequences what is written at each step; without the end token those of beginnings
   */
  float[] logLikelihoods(List<int[]> sequences) {
    float[] likelihoods = new float[sequences.size()];
    for (int first = 0; first < likelihoods.length; first += MEASURED_AT_ONCE) {
      List<int[]> part =
          sequences.subList(first, Math.min(likelihoods.length, first + MEASURED_AT_ONCE));
      SequenceBatch batch = SequenceBatch.of(part, codec.vocabulary().startId());
      try (NDManager step = manager.newSubManager()) {
        float[] measured = new PolicyPass(actor, batch, step, false).likelihoods().toFloatArray();
        System.arraycopy(measured, 0, likelihoods, first, measured.length);
      }
    }
    return likelihoods;
  }

  private static MetricReport report(double loss, int tokens, int sequences) {
    MetricAccumulator metrics = new MetricAccumulator();
    metrics.add("loss", new AverageMetric(loss, tokens));
    metrics.add("ppl", new PerplexityMetric(loss, tokens));
    metrics.add("nll", new AverageMetric(loss, sequences));
    return metrics.report();
  }

  private record SequenceExample(int[] actions) implements TrainingExample {

    @Override
    public int contextLength() {
      return 0;
    }

    @Override
    public int labelLength() {
      return actions.length;
    }
  }

  @Override
  public List<? extends TrainingExample> vectorize(Episode episode, SplittableRandom random) {
    List<SequenceExample> examples = new ArrayList<>();
    for (Message turn : episode.turns()) {
      List<String> labels = turn.anyLabels();
      if (!labels.isEmpty()) {
        String label = labels.get(labels.size() == 1 ? 0 : random.nextInt(labels.size()));
        examples.add(example(turn, label, learnsAfterEnd));
      }
    }
    return examples;
  }

  /**
   * Finds out whether the labels of an episode could be measured, or learned.
   *
   * @param learned whether they are to be learned, when one that is too long may be cut
   * @throws UserException if not; says where the label stands and why
   */
  public void checkLabels(Episode episode, boolean learned) {
    boolean afterEnd = learned && learnsAfterEnd;
    episode
        .turns()
        .forEach(turn -> turn.anyLabels().forEach(label -> example(turn, label, afterEnd)));
  }

  private SequenceExample example(Message turn, String label, boolean afterEnd) {
    try {
      return new SequenceExample(afterEnd ? codec.encodeLikeAceGen(label) : codec.encode(label));
    } catch (UserException e) {
      throw turn.find(Message.ORIGIN)
          .map(where -> new UserException(where + ": " + e.getMessage(), e))
          .orElse(e);
    }
  }

  private SequenceBatch sequences(List<? extends TrainingExample> examples) {
    return SequenceBatch.of(
        examples.stream().map(example -> ((SequenceExample) example).actions()).toList(),
        codec.vocabulary().startId());
  }

  @Override
  public Batch batchify(List<? extends TrainingExample> examples) {
    List<int[]> actions =
        examples.stream().map(example -> ((SequenceExample) example).actions()).toList();
    PaddedTokens nothing = PaddedTokens.of(Collections.nCopies(actions.size(), new int[0]), 0);
    List<Integer> rows = IntStream.range(0, actions.size()).boxed().toList();
    return Batch.of(nothing, rows, List.of())
        .withLabels(PaddedTokens.of(actions, 0), List.of())
        .with(SEQUENCES, sequences(examples));
  }

  /** The mean over the sequences of their negative log-likelihood, which is AceGen's. */
  @Override
  public Loss loss(Batch batch, NDManager step) {
    SequenceBatch sequences = batch.find(SEQUENCES).orElseThrow();
    NDArray sum = new PolicyPass(actor, sequences, step, true).logProbs().neg().sum();
    MetricReport report = report(sum.getFloat(), sequences.tokens(), sequences.rows());
    return new Loss(Scale.dividedBy(sum, sequences.rows()), report);
  }

  @Override
  public void saveFiles(Path folder) throws IOException {
    Path vocabulary = folder.resolve(VocabularyFile.NAME);
    VocabularyFile.write(codec.vocabulary(), vocabulary);
    codec.tokenizer().save(vocabulary);
  }

  /**
   * Makes a text the beginning of sequences.
   *
   * @throws dev.rookery.api.UserException if it can't be written; says why
   */
  public SequenceSampler.Prompt prompt(String text) {
    return Prompts.of(text, codec);
  }

  @Override
  public void close() {
    actor.close();
    manager.close();
  }
}
