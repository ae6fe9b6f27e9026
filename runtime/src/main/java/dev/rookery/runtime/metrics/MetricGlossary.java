package dev.rookery.runtime.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the names of metrics mean. */
public final class MetricGlossary {

  /** Which values are good. */
  public enum Better {
    HIGHER,
    LOWER,
    NEITHER
  }

  private record Entry(String meaning, Better better) {}

  private static final Map<String, Entry> ENTRIES = new HashMap<>();

  static {
    lower(
        "loss",
        "what training lowers; of labels the mean negative log-probability of a token, in nats");
    lower("nll", "mean negative log-likelihood of a sequence, in nats");
    lower("ppl", "perplexity of the labels: exp of the mean loss per token");
    lower("word_loss", "mean negative log-probability of a label's word, in nats");
    lower("word_ppl", "perplexity by the word: exp of the mean loss per word of the shared words");
    neither(
        "words", "words of the labels that are among the shared ones and within the agent's limit");
    neither("unk_words", "words of the labels that aren't, and don't count");
    lower("gnorm", "norm of the gradient before clipping");
    lower("rank", "place of the right answer among the candidates, 1 is best");
    lower("mean_rank", "place of the right answer among the candidates, 1 is best");
    higher("token_acc", "share of label tokens that are the most probable one, given those before");
    higher("token_em", "share of examples with every label token predicted right");
    higher("accuracy", "share of replies equal to a right answer, after normalization");
    higher("precision", "share of a reply's words that are in the right answer");
    higher("recall", "share of the right answer's words that are in the reply");
    higher("f1", "harmonic mean of word precision and recall");
    higher("mrr", "mean of 1 / rank of the right answer");
    for (int n = 1; n <= Bleu.MAX_ORDER; n++) {
      higher("bleu-" + n, "BLEU with n-grams up to length " + n);
    }
    for (int k : new int[] {1, 5, 10, 100}) {
      higher("hits@" + k, "share of examples with a right answer among the first " + k);
    }
    higher("rouge_1", "ROUGE-1 recall: overlap of stemmed words");
    higher("rouge_2", "ROUGE-2 recall: overlap of pairs of stemmed words");
    higher("rouge_L", "ROUGE-L recall: longest common subsequence of stemmed words");
    for (int n = 1; n <= 2; n++) {
      String ngrams = n == 1 ? "words" : "pairs of words";
      higher("interdistinct-" + n, "share of different " + ngrams + " over all replies");
      higher("intradistinct-" + n, "share of different " + ngrams + " within a reply");
    }
    higher("reward", "mean reward of an episode");
    higher("score", "mean score of the round's sequences");
    higher("score_best", "best score so far");
    for (int k : new int[] {1, 10, 100}) {
      String best = k == 1 ? "the best score" : "the mean of the " + k + " best different scores";
      if (k > 1) {
        higher("score_top" + k, best + " so far");
      }
      higher("top" + k, best);
      higher(
          "auc_top" + k,
          "area under " + best + " against the number of different sequences, share of the budget");
    }
    higher("score_first", "mean score of the first 500 sequences, at most of one half");
    higher("score_last", "mean score of the last 500 sequences, at most of one half");
    higher("valid", "share of sequences that are valid; with a score, that could be scored");
    higher("unique", "share of the valid ones that differ");
    higher("novel", "share of the different ones that aren't in the training data");
    neither("length", "mean length of a sequence in tokens");
    neither("sequences", "sequences written and scored so far");
    neither("lr", "learning rate");
    neither("exs", "examples");
    neither("clen", "mean length of the context in tokens, before truncation");
    neither("llen", "mean length of the label in tokens, before truncation");
    neither("ctrunc", "share of contexts that were cut");
    neither("ltrunc", "share of labels that were cut");
    neither("ctrunclen", "mean number of context tokens cut off");
    neither("ltrunclen", "mean number of label tokens cut off");
    neither("gen_n_toks", "mean length of a reply in tokens");
    neither("exps", "examples per second");
    neither("tps", "tokens per second, context and label");
    neither("ctps", "context tokens per second");
    neither("ltps", "label tokens per second");
    neither("tpb", "tokens a batch, context and label");
    neither("ctpb", "context tokens a batch");
    neither("ltpb", "label tokens a batch");
    neither("ups", "updates per second");
    neither("clip", "share of updates with a clipped gradient");
    neither("seconds", "training time so far, seconds, without validation and start-up");
    neither("total_train_updates", "updates of the weights so far");
    neither("total_epochs", "passes over the training data so far");
    neither("total_exs", "training examples so far");
  }

  private MetricGlossary() {}

  private static void higher(String name, String meaning) {
    ENTRIES.put(name, new Entry(meaning, Better.HIGHER));
  }

  private static void lower(String name, String meaning) {
    ENTRIES.put(name, new Entry(meaning, Better.LOWER));
  }

  private static void neither(String name, String meaning) {
    ENTRIES.put(name, new Entry(meaning, Better.NEITHER));
  }

  /** A phrase that says what a metric is; a task's name before it ({@code task/f1}) is ignored. */
  public static Optional<String> meaning(String name) {
    return Optional.ofNullable(ENTRIES.get(plain(name))).map(Entry::meaning);
  }

  /** Which values of a metric are good; neither for one that is not known. */
  public static Better better(String name) {
    Entry entry = ENTRIES.get(plain(name));
    return entry == null ? Better.NEITHER : entry.better();
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
