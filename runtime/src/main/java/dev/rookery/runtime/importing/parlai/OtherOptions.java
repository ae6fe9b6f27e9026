package dev.rookery.runtime.importing.parlai;

import java.util.Set;

/** Options that say where, on what and how loudly ParlAI ran, and nothing about the model. */
final class OtherOptions {

  private static final Set<String> NAMES =
      Set.of(
          "aggregate_micro",
          "allow_missing_init_opts",
          "area_under_curve_class",
          "area_under_curve_digits",
          "bpe_debug",
          "bpe_merge",
          "bpe_vocab",
          "clearml_log",
          "clearml_project_name",
          "clearml_task_name",
          "datapath",
          "datatype",
          "ddp_backend",
          "dict_build_first",
          "dict_file",
          "dict_include_test",
          "dict_include_valid",
          "dict_initpath",
          "dict_language",
          "dict_loaded",
          "dict_maxexs",
          "display_examples",
          "distributed_world_size",
          "download_path",
          "embedding_projection",
          "embedding_type",
          "eval_dynamic_batching",
          "evaltask",
          "final_extra_opt",
          "force_fp16_tokens",
          "fp16_impl",
          "gpu",
          "hide_labels",
          "image_cropsize",
          "image_mode",
          "image_size",
          "init_model",
          "init_opt",
          "is_debug",
          "load_from_checkpoint",
          "local_rank",
          "log_every_n_secs",
          "log_keep_fields",
          "loglevel",
          "metrics",
          "model_file",
          "multitask_weights",
          "no_cuda",
          "num_examples",
          "num_workers",
          "numthreads",
          "override",
          "parlai_home",
          "rank",
          "save_after_valid",
          "save_format",
          "short_final_eval",
          "starttime",
          "task",
          "teacher_seed",
          "tensorboard_log",
          "tensorboard_logdir",
          "validation_share_agent",
          "verbose",
          "wandb_entity",
          "wandb_log",
          "wandb_log_model",
          "wandb_name",
          "wandb_project",
          "world_logs");

  private OtherOptions() {}

  /** Notes what is left once everything known has been carried over. */
  static void carry(ParlAiOptions options, Draft draft) {
    options.ignore(NAMES);
    options.rest().forEach(option -> draft.note(option + ": unknown, left out"));
  }
}
