package dev.rookery.plugins.exampleseq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.metrics.PerplexityMetric;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Linear;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Recurrent;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One GRU reads what was said, another writes the answer word by word from its last state (<a
 * href="https://arxiv.org/abs/1409.3215">Sutskever et al. 2014</a>).
 *
 * <p>Shapes: B batch, S context length, T label length (tokens), L layers, H hidden size, V words.
 */
final class Seq2seqAgent implements TrainableAgent {

  private static final String ID = "Seq2Seq";

  private final Words words;
  private final NDManager manager;
  private final Parameters parameters;
  private final Embedding lookup;
  private final Recurrent encoder;
  private final Recurrent decoder;
  private final Linear scorer;
  private final float dropout;

  Seq2seqAgent(Words words, Settings settings, long seed) {
    this.words = words;
    manager = NDManager.newBaseManager();
    parameters = new Parameters(manager, seed);
    int hidden = settings.get(Seq2seqFactory.HIDDEN_SIZE);
    int layers = settings.get(Seq2seqFactory.NUM_LAYERS);
    RecurrentOptions gru =
        new RecurrentOptions(RecurrentOptions.Cell.GRU, hidden, hidden, layers, false, 0);
    lookup = Embedding.withPadding(parameters, "lt", words.size(), hidden, 1, Words.NULL);
    encoder = new Recurrent(parameters, "encoder", gru);
    decoder = new Recurrent(parameters, "decoder", gru);
    scorer = new Linear(parameters, "h2o", hidden, words.size(), true);
    dropout = settings.get(Seq2seqFactory.DROPOUT).floatValue();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Conversation converse() {
    return new Dialogue();
  }

  /** What was asked, as token ids; the label is empty where there is none. */
  private record Question(Message message, int[] text, int[] label) implements TrainingExample {

    @Override
    public int contextLength() {
      return text.length;
    }

    @Override
    public int labelLength() {
      return label.length;
    }
  }

  private Question question(Message message, Optional<String> label) {
    int[] text = words.encode(message.text().orElseThrow());
    int[] answer = label.map(this::withEnd).orElse(new int[0]);
    return new Question(message, text.length == 0 ? new int[] {Words.UNKNOWN} : text, answer);
  }

  private int[] withEnd(String label) {
    int[] ids = words.encode(label);
    int[] ended = Arrays.copyOf(ids, ids.length + 1);
    ended[ids.length] = Words.END;
    return ended;
  }

  /** Makes an example of each turn that has a label; of several labels one is drawn. */
  @Override
  public List<Question> vectorize(Episode episode, SplittableRandom random) {
    Dialogue dialogue = new Dialogue();
    List<Question> questions = new ArrayList<>();
    for (Message turn : episode.turns()) {
      dialogue.observe(turn);
      List<String> labels = turn.labels();
      if (dialogue.question().isPresent() && !labels.isEmpty()) {
        String label = labels.get(random.nextInt(labels.size()));
        questions.add(question(dialogue.question().get(), Optional.of(label)));
      }
    }
    return questions;
  }

  @Override
  public Batch batchify(List<? extends TrainingExample> examples) {
    List<Question> questions = examples.stream().map(Question.class::cast).toList();
    Batch batch =
        Batch.of(
            PaddedTokens.of(questions.stream().map(Question::text).toList(), Words.NULL),
            Collections.nCopies(questions.size(), 0),
            questions.stream().map(Question::message).toList());
    PaddedTokens labels =
        PaddedTokens.of(questions.stream().map(Question::label).toList(), Words.NULL);
    return batch.withLabels(labels, Collections.nCopies(questions.size(), ""));
  }

  /** The training step: the decoder reads the true words, whatever it would have written. */
  @Override
  public Loss loss(Batch batch, NDManager step) {
    PaddedTokens labels = batch.labels().orElseThrow();
    NDArray embedded = lookup.forward(begun(labels, step), true);
    NDArray states = decoder.forwardFrom(embedded, encode(batch, step, true), true).output();
    NDList dropped = Dropout.dropout(scorer.forward(states, true), dropout, true);
    NDArray losses =
        CrossEntropy.of(
                dropped.head().reshape(-1, words.size()),
                labels.toArray(step).flatten(),
                Words.NULL,
                true)
            .losses();
    NDArray total = losses.sum();
    double sum = total.getFloat();
    MetricAccumulator metrics = new MetricAccumulator();
    metrics.add("loss", new AverageMetric(sum, labels.count()));
    metrics.add("ppl", new PerplexityMetric(sum, labels.count()));
    return new Loss(total.div(step.create((float) labels.count())), metrics.report());
  }

  /** The end token, and each label without its last token, (B, T). */
  private static NDArray begun(PaddedTokens labels, NDManager step) {
    long[] ids = new long[labels.rows() * labels.columns()];
    for (int row = 0; row < labels.rows(); row++) {
      int first = row * labels.columns();
      ids[first] = Words.END;
      for (int column = 1; column < labels.columns(); column++) {
        ids[first + column] = labels.id(row, column - 1);
      }
    }
    return step.create(ids, new Shape(labels.rows(), labels.columns()));
  }

  /** The encoder's last state, (L, B, H); padding has no part in it. */
  private NDList encode(Batch batch, NDManager step, boolean training) {
    PaddedTokens text = batch.text();
    NDArray embedded = lookup.forward(text.toArray(step), training);
    return encoder.forward(embedded, text.lengthsArray(step), null, training).state();
  }

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> replies =
        new ArrayList<>(
            Collections.nCopies(conversations.size(), Message.empty().with(Message.ID, ID)));
    List<Question> questions = new ArrayList<>();
    List<Integer> askedBy = new ArrayList<>();
    for (int i = 0; i < conversations.size(); i++) {
      Optional<Message> asked = ((Dialogue) conversations.get(i)).question();
      if (asked.isPresent()) {
        questions.add(question(asked.get(), Optional.empty()));
        askedBy.add(i);
      }
    }
    if (!questions.isEmpty()) {
      List<String> texts = predict(batchify(questions));
      for (int row = 0; row < texts.size(); row++) {
        replies.set(
            askedBy.get(row), replies.get(askedBy.get(row)).with(Message.TEXT, texts.get(row)));
      }
    }
    return replies;
  }

  /** The evaluation step: each word that is written is the next one to be read. */
  private List<String> predict(Batch batch) {
    int rows = batch.size();
    List<List<String>> answers = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      answers.add(new ArrayList<>());
    }
    boolean[] done = new boolean[rows];
    int open = rows;
    try (NDManager step = manager.newSubManager()) {
      NDList state = encode(batch, step, false);
      long[] last = new long[rows];
      Arrays.fill(last, Words.END);
      for (int n = 0; n < words.longestLabel() && open > 0; n++) {
        try (NDManager word = step.newSubManager()) {
          NDArray embedded = lookup.forward(word.create(last, new Shape(rows, 1)), false);
          Recurrent.Result result = decoder.forwardFrom(embedded, state, false);
          last = scorer.forward(result.output(), false).argMax(2).toLongArray();
          state = result.state();
          state.attach(step);
        }
        for (int row = 0; row < rows; row++) {
          if (!done[row] && last[row] == Words.END) {
            done[row] = true;
            open--;
          } else if (!done[row]) {
            answers.get(row).add(words.token((int) last[row]));
          }
        }
      }
    }
    return answers.stream().map(answer -> String.join(" ", answer)).toList();
  }

  @Override
  public void saveFiles(Path folder) throws IOException {
    words.save(folder);
  }

  @Override
  public void close() {
    manager.close();
  }
}
