package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** The messages that answer one batch, as they come together. */
final class GeneratorReplies {

  /** Extra of a reply: its tokens, end token included. */
  static final String TOKENS = "tokens";

  /** Extra of a reply: the natural log-probability of each token. */
  static final String TOKEN_LOGPROBS = "token_logprobs";

  /** Extra of a reply: the score by which the search chose it. */
  static final String SCORE = "score";

  private static final String METRICS = "metrics";

  private final Dictionary dictionary;
  private final List<Message> messages = new ArrayList<>();
  private final List<MetricAccumulator> metrics = new ArrayList<>();

  GeneratorReplies(String id, Dictionary dictionary, Batch batch) {
    this.dictionary = dictionary;
    for (GeneratorExample example : batch.find(GeneratorBatches.ROWS).orElseThrow().examples()) {
      MetricAccumulator ofRow = new MetricAccumulator();
      example.addLengths(ofRow);
      metrics.add(ofRow);
      messages.add(Message.empty().with(Message.ID, id));
    }
  }

  void addTokenMetrics(TeacherForcing.Result result) {
    List<dev.rookery.api.metrics.MetricReport> byRow = TokenMetrics.byRow(result);
    for (int row = 0; row < byRow.size(); row++) {
      metrics.get(row).addAll(byRow.get(row));
    }
  }

  void addTexts(List<List<Hypothesis>> written) {
    for (int row = 0; row < written.size(); row++) {
      Hypothesis best = written.get(row).get(0);
      int[] ids = best.tokens().stream().mapToInt(token -> token).toArray();
      boolean ended = ids.length > 0 && ids[ids.length - 1] == dictionary.endId();
      String text = dictionary.decode(ended ? java.util.Arrays.copyOf(ids, ids.length - 1) : ids);
      messages.set(
          row,
          messages
              .get(row)
              .with(Message.TEXT, text)
              .with(TOKENS, best.tokens().stream().map(dictionary::token).toList())
              .with(TOKEN_LOGPROBS, best.tokenLogprobs())
              .with(SCORE, best.score()));
      // ParlAI counts the start token too
      metrics.get(row).add("gen_n_toks", AverageMetric.of(ids.length + 1.0));
    }
  }

  List<Message> messages() {
    List<Message> complete = new ArrayList<>();
    for (int row = 0; row < messages.size(); row++) {
      complete.add(messages.get(row).with(METRICS, metrics.get(row).report().metrics()));
    }
    return complete;
  }
}
