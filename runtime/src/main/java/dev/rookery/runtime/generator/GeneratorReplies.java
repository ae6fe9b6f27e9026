package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.metrics.AverageMetric;
import dev.rookery.api.metrics.MetricAccumulator;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The messages that answer one batch, as they come together. */
final class GeneratorReplies {

  /** Extra of a reply: its tokens, end token included. */
  static final String TOKENS = "tokens";

  /** Extra of a reply: the natural log-probability of each token. */
  static final String TOKEN_LOGPROBS = "token_logprobs";

  /** Extra of a reply: the place of each token among all by probability; 0 is the best. */
  static final String TOKEN_RANKS = "token_ranks";

  /** Extra of a reply: text and score of every finished hypothesis, best first. */
  static final String BEAM_TEXTS = "beam_texts";

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
      List<Hypothesis> hypotheses = written.get(row);
      Hypothesis best = hypotheses.get(0);
      List<Hypothesis.Token> tokens = best.tokens();
      messages.set(
          row,
          messages
              .get(row)
              .with(Message.TEXT, text(best))
              .with(TOKENS, tokens.stream().map(token -> dictionary.token(token.id())).toList())
              .with(TOKEN_LOGPROBS, tokens.stream().map(Hypothesis.Token::logprob).toList())
              .with(TOKEN_RANKS, tokens.stream().map(Hypothesis.Token::rank).toList())
              .with(SCORE, best.score())
              .with(
                  BEAM_TEXTS,
                  hypotheses.stream().map(one -> List.of(text(one), one.score())).toList()));
      // ParlAI counts the start token too
      metrics.get(row).add("gen_n_toks", AverageMetric.of(tokens.size() + 1.0));
    }
  }

  void addRanking(int row, List<String> bestFirst) {
    messages.set(row, messages.get(row).with(Message.TEXT_CANDIDATES, bestFirst));
  }

  private String text(Hypothesis hypothesis) {
    int[] ids = hypothesis.ids();
    boolean ended = ids.length > 0 && ids[ids.length - 1] == dictionary.endId();
    return dictionary.decode(ended ? Arrays.copyOf(ids, ids.length - 1) : ids);
  }

  List<Message> messages() {
    List<Message> complete = new ArrayList<>();
    for (int row = 0; row < messages.size(); row++) {
      complete.add(messages.get(row).with(METRICS, metrics.get(row).report().metrics()));
    }
    return complete;
  }
}
