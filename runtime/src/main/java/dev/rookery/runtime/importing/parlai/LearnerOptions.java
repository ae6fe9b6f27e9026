package dev.rookery.runtime.importing.parlai;

import java.util.Map;
import java.util.Set;

/** ParlAI's options of training. */
final class LearnerOptions {

  private static final Map<String, String> SCHEDULERS =
      Map.of(
          "none", "none",
          "reduceonplateau", "reduce-on-plateau",
          "fixed", "fixed",
          "invsqrt", "inverse-sqrt",
          "cosine", "cosine",
          "linear", "linear");

  /** Optimizers that compute what one of ours does. */
  private static final Map<String, String> OPTIMIZERS =
      Map.of(
          "sgd", "sgd",
          "adam", "adam",
          "mem_eff_adam", "adam",
          "fused_adam", "adam",
          "fusedadam", "adam",
          "adamw", "adamw",
          "adamax", "adamax",
          "rmsprop", "rmsprop",
          "adagrad", "adagrad");

  private static final Set<String> OF_TEXTS = Set.of("ppl", "loss", "token_acc", "token_em");

  private LearnerOptions() {}

  static void carry(ParlAiOptions options, Draft draft) {
    Transfer transfer = new Transfer(options, draft);
    transfer.positiveWhole("batchsize", "learner.batch-size");
    transfer.positiveWhole("eval_batchsize", "learner.validation-batch-size");
    transfer.positive("num_epochs", "learner.epochs");
    transfer.positiveWhole("max_train_steps", "learner.max-updates");
    transfer.positive("max_train_time", "learner.max-time");
    transfer.positive("learningrate", "learner.learning-rate");
    transfer.number("gradient_clip", "learner.gradient-clip");
    transfer.positiveWhole("update_freq", "learner.update-frequency");
    transfer.positiveWhole("log_every_n_steps", "learner.log-every-updates");
    transfer.positive("save_every_n_secs", "learner.save-every-time");
    transfer.positiveWhole("seed", "run.seed");
    optimizer(options, transfer, draft);
    scheduler(options, transfer, draft);
    validation(options, transfer, draft);
    options
        .text("dynamic_batching")
        .filter(kind -> !kind.equals("off"))
        .ifPresent(
            kind -> draft.note("dynamic_batching = " + kind + ": batches have learner.batch-size"));
    if (options.flag("fp16").orElse(false)) {
      draft.note("fp16 = true: the model computes in float32 unless agent.precision = bf16 is set");
    }
    options
        .text("mutators")
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> draft.note("mutators = " + names + ": give task.mutators to train on"));
  }

  private static void optimizer(ParlAiOptions options, Transfer transfer, Draft draft) {
    String name = options.text("optimizer").orElse("sgd").toLowerCase(java.util.Locale.ROOT);
    options.ignore(
        Set.of(
            "momentum", "nesterov", "nus", "betas", "adam_eps", "adafactor_eps", "weight_decay"));
    if (!OPTIMIZERS.containsKey(name)) {
      draft.note(
          "optimizer = " + name + " isn't there; to train on, choose one and a learning rate");
      return;
    }
    String ours = OPTIMIZERS.get(name);
    String path = "learner.optimizer.";
    draft.set(path + "name", ours, "optimizer");
    if (ours.equals("adam")) {
      draft.set(path + "amsgrad", !name.startsWith("fused"), "optimizer");
    }
    if (ours.equals("adam") || ours.equals("adamax")) {
      transfer.numbers("betas", path + "betas");
      transfer.positive("adam_eps", path + "eps");
    }
    if (ours.equals("sgd") || ours.equals("rmsprop")) {
      transfer.positive("momentum", path + "momentum");
    }
    if (ours.equals("sgd")) {
      transfer.flag("nesterov", path + "nesterov");
    }
    transfer.positive("weight_decay", path + "weight-decay");
  }

  private static void scheduler(ParlAiOptions options, Transfer transfer, Draft draft) {
    String name = options.text("lr_scheduler").orElse("reduceonplateau");
    options.ignore(
        Set.of(
            "lr_scheduler_patience",
            "lr_scheduler_decay",
            "warmup_updates",
            "warmup_rate",
            "max_lr_steps",
            "invsqrt_lr_decay_gamma"));
    if (!SCHEDULERS.containsKey(name)) {
      draft.note("lr_scheduler = " + name + " isn't there; training would go on without");
      draft.set("learner.lr-scheduler.name", "none", "lr_scheduler");
      return;
    }
    String ours = SCHEDULERS.get(name);
    String path = "learner.lr-scheduler.";
    draft.set(path + "name", ours, "lr_scheduler");
    if (ours.equals("none")) {
      return;
    }
    transfer.positiveWhole("warmup_updates", path + "warmup-updates");
    transfer.number("warmup_rate", path + "warmup-rate");
    switch (ours) {
      case "inverse-sqrt" -> {
        transfer.positiveWhole("invsqrt_lr_decay_gamma", path + "invsqrt-gamma");
        transfer.positiveWhole("max_lr_steps", path + "max-lr-steps");
      }
      case "cosine", "linear" -> transfer.positiveWhole("max_lr_steps", path + "max-lr-steps");
      default -> {
        transfer.whole("lr_scheduler_patience", path + "patience");
        transfer.positive("lr_scheduler_decay", path + "decay");
      }
    }
  }

  private static void validation(ParlAiOptions options, Transfer transfer, Draft draft) {
    transfer.positive("validation_every_n_epochs", "learner.validation-every-epochs");
    transfer.positiveWhole("validation_every_n_steps", "learner.validation-every-updates");
    transfer.positive("validation_every_n_secs", "learner.validation-every-time");
    transfer.positiveWhole("validation_max_exs", "learner.validation-max-examples");
    options
        .whole("validation_patience")
        .ifPresent(
            patience ->
                draft.set(
                    "learner.validation-patience", Math.max(0, patience), "validation_patience"));
    boolean generates = !options.flag("skip_generation").orElse(false);
    draft.set("learner.validation-generates", generates, "skip_generation");
    String metric = options.text("validation_metric").orElse("accuracy");
    options.ignore(Set.of("validation_metric_mode", "validation_cutoff"));
    if (!generates && !OF_TEXTS.contains(metric)) {
      draft.note(
          "validation_metric = %s needs replies, and skip_generation is on: ppl tells the best model"
              .formatted(metric));
      return;
    }
    draft.set("learner.validation-metric", metric, "validation_metric");
    transfer.text("validation_metric_mode", "learner.validation-metric-mode");
    if (metric.equals("accuracy")) {
      transfer.number("validation_cutoff", "learner.validation-cutoff");
    }
  }
}
