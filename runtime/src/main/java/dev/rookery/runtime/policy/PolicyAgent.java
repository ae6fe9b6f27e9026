package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A policy as an agent: it learns the likelihood of the labels, and answers with a sequence that it
 * writes. A message's text is how the sequence begins, as a rule nothing.
 */
public final class PolicyAgent implements TrainableAgent {

  private static final String METRICS = "metrics";
  private static final Batch.Key<SequenceBatch> SEQUENCES =
      new Batch.Key<>("sequences", SequenceBatch.class);

  private final PolicyNetworks networks;
  private final PolicyModel actor;
  private final SequenceCodec codec;
  private final NDManager manager;
  private final long seed;
  private boolean skipGeneration;
  private long written;

  /**
   * Makes an agent, which closes actor and manager when it is closed.
   *
   * @param networks made the actor, and make its prior and its critic
   * @param seed of what is drawn
   */
  public PolicyAgent(
      PolicyNetworks networks,
      PolicyModel actor,
      SequenceCodec codec,
      NDManager manager,
      long seed) {
    this.networks = networks;
    this.actor = actor;
    this.codec = codec;
    this.manager = manager;
    this.seed = seed;
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
    return new SequenceSampler(
        actor, environment().with(actor), codec.vocabulary().endId(), manager);
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

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> replies = new ArrayList<>();
    List<SequenceExample> labels = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (Conversation conversation : conversations) {
      Optional<Message> observed = ((LastMessage) conversation).message;
      Message reply = Message.empty().with(Message.ID, id());
      if (observed.isPresent() && observed.get().has(Message.TEXT)) {
        if (!skipGeneration) {
          reply = reply.with(Message.TEXT, write(observed.get().text().orElse("")));
        }
        List<String> answers = observed.get().anyLabels();
        if (!answers.isEmpty()) {
          labels.add(new SequenceExample(codec.encode(answers.get(0))));
          places.add(replies.size());
        }
      }
      replies.add(reply);
    }
    if (!labels.isEmpty()) {
      List<MetricReport> reports = measure(labels);
      for (int i = 0; i < reports.size(); i++) {
        Message reply = replies.get(places.get(i));
        replies.set(places.get(i), reply.with(METRICS, reports.get(i).metrics()));
      }
    }
    return replies;
  }

  private String write(String prompt) {
    SequenceSampler.Request request = SequenceSampler.Request.of(1, seed, written++);
    if (!prompt.isEmpty()) {
      request = request.with(prompt(prompt));
    }
    return codec.decode(sampler().sample(request).get(0).actions());
  }

  private List<MetricReport> measure(List<SequenceExample> examples) {
    SequenceBatch batch = sequences(examples);
    try (NDManager step = manager.newSubManager()) {
      float[] likelihoods = new PolicyPass(actor, batch, step, false).likelihoods().toFloatArray();
      List<MetricReport> reports = new ArrayList<>();
      for (int row = 0; row < batch.rows(); row++) {
        reports.add(report(-likelihoods[row], batch.length(row), 1));
      }
      return reports;
    }
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
        examples.add(new SequenceExample(codec.encode(label)));
      }
    }
    return examples;
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
