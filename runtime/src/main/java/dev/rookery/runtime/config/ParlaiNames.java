package dev.rookery.runtime.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
          "starspace",
          "t5",
          "tfidf-retriever",
          "unigram-ranker");

  /** Flags without a counterpart, with what there is instead. */
  private static final Map<String, String> FLAGS = new HashMap<>();

  static {
    instead("there is no adafactor", "adafactor-eps");
    instead("there is no qhadam", "nus", "nu");
    instead("an experiment file is given after -c", "allow-missing-init-opts", "init-opt", "o");
    instead(
        "no agent here classifies",
        "area-under-curve-class",
        "area-under-curve-digits",
        "auc",
        "auclass");
    instead("a text has one segmentation", "bpe-debug", "bpe-dropout");
    instead(
        "there is no ranking agent",
        "candidates",
        "cands",
        "ecands",
        "eval-candidates",
        "encode-candidate-vecs",
        "fcp",
        "fixed-candidates-path",
        "interactive-candidates");
    instead(
        "a model is trained on one device",
        "checkpoint-activations",
        "model-parallel",
        "ddp-backend",
        "distributed-world-size");
    instead(
        "figures go to metrics.jsonl and tensorboard in the run's folder",
        "clearml-log",
        "clearmllog",
        "clearml-project-name",
        "clearmlproject",
        "clearml-task-name",
        "clearmltask",
        "wandb-entity",
        "wandb-log",
        "wandb-log-model",
        "wandb-name",
        "wandb-project",
        "wblog");
    instead("bleu is computed of words", "compute-tokenized-bleu");
    instead(
        "log.txt of the run's folder has everything; --stack-trace shows where a command failed",
        "debug",
        "loglevel");
    instead("agent.dictionary.tokenizer names a tokenizer", "dict-class");
    instead(
        "the dictionary is built from all of the training data",
        "dict-include-test",
        "dict-include-valid",
        "dict-maxexs");
    instead("tokenizers depend on no language", "dict-language");
    instead("display-data --json prints all fields", "display-add-fields", "display-prettify");
    instead("rookery generate writes replies, and report.html shows some", "display-examples", "d");
    instead("data sets are in data.path", "download-path");
    instead(
        "examples of like length share batches anyway, learner.pool says how many are sorted",
        "dynamic-batching",
        "dynb",
        "eval-dynamic-batching");
    instead(
        "vectors of another length than the model's are refused", "embedding-projection", "embp");
    instead(
        "rookery eval evaluates a run on any task",
        "evaltask",
        "et",
        "final-extra-opt",
        "short-final-eval");
    instead(
        "the low precision that there is is --precision bf16",
        "force-fp16-tokens",
        "fp16",
        "fp16-impl");
    instead(
        "the device is that of the libtorch that is installed",
        "gpu",
        "no-cuda",
        "gpu-beam-blocking");
    instead("display-data shows labels, chat and generate have none", "hide-labels");
    instead("there are no images", "image-cropsize", "image-mode", "image-size");
    instead(
        "rookery chat is interactive; [DONE] begins a new dialogue",
        "interactive-mode",
        "i",
        "interactive-task",
        "it",
        "single-turn");
    instead("--resume goes on with a run", "load-from-checkpoint", "lfc");
    instead("a person at the terminal types freely", "local-human-candidates-file", "fixedcands");
    instead(
        "progress is shown all the time, and log-every-updates records figures",
        "log-every-n-secs",
        "ltim");
    instead(
        "rookery generate writes replies with all their fields",
        "log-keep-fields",
        "outfile",
        "save-format",
        "world-logs");
    instead("mutators are plugins", "mutators-path");
    instead("batches are made by a thread of their own", "num-workers");
    instead(
        "logits aren't scaled, and input and output share their vectors",
        "output-scaling",
        "share-word-embeddings");
    instead(
        "a checkpoint is saved whenever validation got better, and every save-every-time",
        "save-after-valid",
        "sval");
    instead("agent.dictionary.special-tokens", "special-tok-lst");
    instead("run.seed is the seed of everything", "teacher-seed");
    instead(
        "figures for TensorBoard are always written, to the run's folder",
        "tensorboard-log",
        "tblog",
        "tensorboard-logdir",
        "tblogdir");
    instead("there is only one agent", "validation-share-agent", "vshare");
    instead("replies list each token's log-probability and rank", "verbose-topk");
  }

  private static void instead(String hint, String... flags) {
    for (String flag : flags) {
      FLAGS.put(flag, hint);
    }
  }

  private ParlaiNames() {}

  /** Whether ParlAI has an agent of that name, such as {@code transformer/generator}. */
  static boolean isAgent(String name) {
    String plain = plain(name);
    return AGENTS.contains(plain) || plain.matches("[a-z0-9-]+/[a-z0-9-]+");
  }

  /**
   * What there is instead of a flag of ParlAI's that has no counterpart; empty for other flags.
   *
   * @param word without the leading dashes
   */
  static Optional<String> insteadOfFlag(String word) {
    return Optional.ofNullable(FLAGS.get(plain(word)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
