package dev.rookery.runtime.config;

import java.util.Locale;
import java.util.Set;

/** Names of ParlAI's that have no counterpart here, so that they are not taken for slips. */
final class ParlaiNames {

  /** Where a user finds out more. */
  static final String PAGE = "docs/coming-from-parlai.md says what there is instead";

  private static final Set<String> AGENTS =
      Set.of(
          "bart",
          "bert-ranker",
          "dialogpt",
          "hred",
          "hugging-face",
          "ir-baseline",
          "memnn",
          "rag",
          "safe-local-human",
          "seq2seq",
          "starspace",
          "t5",
          "tfidf-retriever",
          "unigram-ranker");

  private static final Set<String> FLAGS =
      Set.of(
          "allow-missing-init-opts",
          "area-under-curve-class",
          "area-under-curve-digits",
          "auc",
          "auclass",
          "candidates",
          "cands",
          "compute-tokenized-bleu",
          "ddp-backend",
          "dict-class",
          "dict-include-test",
          "dict-include-valid",
          "dict-maxexs",
          "distributed-world-size",
          "download-path",
          "dynamic-batching",
          "dynb",
          "ecands",
          "embedding-projection",
          "encode-candidate-vecs",
          "eval-candidates",
          "eval-dynamic-batching",
          "evaltask",
          "fcp",
          "final-extra-opt",
          "fixed-candidates-path",
          "force-fp16-tokens",
          "fp16",
          "fp16-impl",
          "gpu",
          "image-mode",
          "image-size",
          "interactive-candidates",
          "interactive-task",
          "load-from-checkpoint",
          "log-every-n-secs",
          "ltim",
          "mutators-path",
          "no-cuda",
          "num-workers",
          "rank-candidates",
          "save-after-valid",
          "save-format",
          "short-final-eval",
          "special-tok-lst",
          "sval",
          "tensorboard-log",
          "tensorboard-logdir",
          "validation-share-agent",
          "verbose-topk",
          "vshare",
          "wandb-entity",
          "wandb-log",
          "wandb-name",
          "wandb-project",
          "world-logs");

  private ParlaiNames() {}

  /** Whether ParlAI has an agent of that name, such as {@code transformer/generator}. */
  static boolean isAgent(String name) {
    String plain = plain(name);
    return AGENTS.contains(plain) || plain.matches("[a-z0-9-]+/[a-z0-9-]+");
  }

  /**
   * Whether ParlAI has a flag of that name that nothing here corresponds to.
   *
   * @param word without the leading dashes
   */
  static boolean isUnsupportedFlag(String word) {
    return FLAGS.contains(plain(word));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
