package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.NextWordProbability;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.model.Search;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.text.VocabularyDictionary;
import dev.rookery.runtime.world.Shuffle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies with an encoder-decoder model: history, dictionary, batches, teacher forcing and
 * search around any {@link GeneratorModel}. ParlAI's {@code TorchGeneratorAgent}.
 */
public final class GeneratorAgent implements TrainableAgent, NextWordProbability {

  /** The name of the dictionary file in a model folder. */
  static final String DICTIONARY_FILE = "dictionary";

  private final String id;
  private final GeneratorModel model;
  private final VocabularyDictionary dictionary;
  private final Vectorizer vectorizer;
  private final GeneratorBatches batches;
  private final Search search;
  private final Optional<CandidateRanking> ranking;
  private final int labelTruncate;
  private final int maxReplyLength;
  private final long seed;
  private final NDManager manager;
  private @Nullable WordProbabilities words;
  private boolean skipGeneration;
  private long conversations;

  /**
   * Creates an agent, which closes model and manager when it is closed.
   *
   * @param ranksCandidates whether replies order the candidates of the message
   * @param maxReplyLength most tokens of a reply, end token included
   * @param seed of what is drawn in conversations, such as one label of several
   */
  GeneratorAgent(
      String id,
      GeneratorModel model,
      VocabularyDictionary dictionary,
      HistorySettings history,
      Search search,
      boolean ranksCandidates,
      int maxReplyLength,
      long seed,
      NDManager manager) {
    this.id = id;
    this.model = model;
    this.dictionary = dictionary;
    this.vectorizer = Vectorizer.forGenerator(dictionary, history);
    this.batches = new GeneratorBatches(dictionary);
    this.search = search;
    this.ranking =
        ranksCandidates ? Optional.of(new CandidateRanking(vectorizer)) : Optional.empty();
    this.labelTruncate = history.labelTruncate();
    this.maxReplyLength = maxReplyLength;
    this.seed = seed;
    this.manager = manager;
  }

  @Override
  public String id() {
    return id;
  }

  public VocabularyDictionary dictionary() {
    return dictionary;
  }

  public GeneratorModel model() {
    return model;
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public Conversation converse() {
    return new GeneratorConversation(vectorizer, seed, Shuffle.mix(seed, conversations++));
  }

  @Override
  public void skipGeneration(boolean skip) {
    skipGeneration = skip;
  }

  @Override
  public boolean isConcurrent() {
    return model.isConcurrent() && search.isConcurrent() && !manager.getDevice().isGpu();
  }

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> replies =
        new ArrayList<>(
            Collections.nCopies(conversations.size(), Message.empty().with(Message.ID, id)));
    List<GeneratorExample> examples = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < conversations.size(); i++) {
      AskedTurn turn = (AskedTurn) conversations.get(i);
      Optional<GeneratorExample> pending = turn.pending();
      if (pending.isPresent()) {
        examples.add(pending.orElseThrow());
        places.add(i);
        seeds.add(turn.nextSeed());
      }
    }
    if (!examples.isEmpty()) {
      List<Message> answers = answer(batches.of(examples, places), seeds);
      for (int row = 0; row < answers.size(); row++) {
        replies.set(places.get(row), answers.get(row));
      }
    }
    return replies;
  }

  private List<Message> answer(Batch batch, List<Long> seeds) {
    try (NDManager step = manager.newSubManager()) {
      NDList encoderStates = TeacherForcing.encode(model, batch, step, false);
      GeneratorReplies replies = new GeneratorReplies(id, dictionary, batch);
      batch
          .labels()
          .ifPresent(labels -> replies.addTokenMetrics(teach(encoderStates, labels, step, false)));
      ranking.ifPresent(order -> rank(order, encoderStates, batch, replies, step));
      if (!skipGeneration) {
        List<List<Hypothesis>> written =
            search.generate(
                new Search.Request(model, encoderStates, rows(batch, seeds), maxReplyLength));
        replies.addTexts(written);
      }
      return replies.messages();
    }
  }

  private void rank(
      CandidateRanking order,
      NDList encoderStates,
      Batch batch,
      GeneratorReplies replies,
      NDManager step) {
    for (int row = 0; row < batch.size(); row++) {
      List<String> candidates = batch.observations().get(row).labelCandidates();
      if (!candidates.isEmpty()) {
        replies.addRanking(row, order.order(model, encoderStates, row, candidates, step));
      }
    }
  }

  private static List<Search.Row> rows(Batch batch, List<Long> seeds) {
    List<GeneratorExample> examples = batch.find(GeneratorBatches.ROWS).orElseThrow().examples();
    List<Search.Row> rows = new ArrayList<>();
    for (int row = 0; row < examples.size(); row++) {
      Vectorized turn = examples.get(row).turn();
      rows.add(
          Search.Row.of(
              turn.context().ids().toArray(), turn.context().fullIds().toArray(), seeds.get(row)));
    }
    return rows;
  }

  private TeacherForcing.Result teach(
      NDList encoderStates, PaddedTokens labels, NDManager step, boolean training) {
    return TeacherForcing.run(model, encoderStates, labels, dictionary.startId(), step, training);
  }

  @Override
  public List<double[]> nextWordLogProbabilities(List<Reply> asked, Dictionary vocabulary) {
    if (asked.isEmpty()) {
      return List.of();
    }
    if (words == null) {
      words = new WordProbabilities(model, dictionary, labelTruncate);
    }
    Batch batch =
        batches.of(
            asked.stream()
                .map(reply -> ((GeneratorConversation) reply.conversation()).pending())
                .map(Optional::orElseThrow)
                .toList(),
            IntStream.range(0, asked.size()).boxed().toList());
    try (NDManager step = manager.newSubManager()) {
      return words.of(
          TeacherForcing.encode(model, batch, step, false),
          asked.stream().map(Reply::words).toList(),
          vocabulary,
          step);
    }
  }

  @Override
  public List<? extends TrainingExample> vectorize(Episode episode, SplittableRandom random) {
    DialogueState state = new DialogueState(vectorizer);
    List<GeneratorExample> examples = new ArrayList<>();
    for (Message turn : episode.turns()) {
      Vectorized observed = state.observe(turn, random);
      if (observed.findLabel().isPresent() && turn.has(Message.TEXT)) {
        examples.add(new GeneratorExample(observed));
      }
      state.observeSelf(Message.empty());
    }
    return examples;
  }

  @Override
  public Batch batchify(List<? extends TrainingExample> examples) {
    List<GeneratorExample> rows = examples.stream().map(GeneratorExample.class::cast).toList();
    return batches.of(rows, IntStream.range(0, rows.size()).boxed().toList());
  }

  @Override
  public Loss loss(Batch batch, NDManager step) {
    PaddedTokens labels = batch.labels().orElseThrow();
    NDList encoderStates = TeacherForcing.encode(model, batch, step, true);
    TeacherForcing.Result result = teach(encoderStates, labels, step, true);
    MetricAccumulator metrics = new MetricAccumulator();
    metrics.addAll(TokenMetrics.ofBatch(result));
    batch
        .find(GeneratorBatches.ROWS)
        .ifPresent(rows -> rows.examples().forEach(example -> example.addLengths(metrics)));
    MetricReport report = metrics.report();
    return new Loss(result.losses().mean(), report);
  }

  @Override
  public void saveFiles(Path folder) {
    dictionary.save(folder.resolve(DICTIONARY_FILE));
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
