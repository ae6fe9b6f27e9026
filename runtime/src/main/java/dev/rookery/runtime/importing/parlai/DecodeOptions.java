package dev.rookery.runtime.importing.parlai;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ParlAI's options of generation. */
final class DecodeOptions {

  private static final Map<String, String> SEARCHES =
      Map.of(
          "greedy", "greedy",
          "beam", "beam",
          "delayedbeam", "delayed-beam",
          "delayednucleusbeam", "delayed-nucleus-beam",
          "topk", "top-k",
          "nucleus", "nucleus",
          "factual_nucleus", "factual-nucleus");

  private static final Set<String> OTHERS =
      Set.of(
          "beam_size",
          "beam_min_length",
          "topk",
          "topp",
          "beam_delay",
          "lambda_decay",
          "omega_bound",
          "p_reset",
          "verbose_topk",
          "gpu_beam_blocking",
          "interactive_mode");

  private DecodeOptions() {}

  static void carry(ParlAiOptions options, Draft draft) {
    String inference = options.text("inference").orElse("greedy");
    if (!SEARCHES.containsKey(inference)) {
      draft.error("inference = " + inference + ": there is no such search");
      return;
    }
    String search = SEARCHES.get(inference);
    draft.set("decode.search", search, "inference");
    Transfer transfer = new Transfer(options, draft);
    transfer.number("beam_length_penalty", "decode.length-penalty");
    transfer.number("temperature", "decode.temperature");
    transfer.whole("beam_block_ngram", "decode.block-ngram");
    transfer.whole("beam_context_block_ngram", "decode.context-block-ngram");
    transfer.flag("beam_block_full_context", "decode.block-full-context");
    if (!search.equals("greedy")) {
      // ParlAI's default is 1 for every search.
      draft.set("decode.beam-size", options.whole("beam_size").orElse(1L), "beam_size");
      transfer.whole("beam_min_length", "decode.min-length");
    }
    switch (search) {
      case "top-k" -> transfer.whole("topk", "decode.top-k");
      case "nucleus" -> transfer.number("topp", "decode.top-p");
      case "delayed-beam" -> {
        transfer.whole("topk", "decode.top-k");
        transfer.whole("beam_delay", "decode.delay");
      }
      case "delayed-nucleus-beam" -> {
        transfer.number("topp", "decode.top-p");
        transfer.whole("beam_delay", "decode.delay");
      }
      case "factual-nucleus" -> {
        transfer.number("topp", "decode.top-p");
        transfer.number("lambda_decay", "decode.lambda-decay");
        transfer.number("omega_bound", "decode.omega-bound");
        transfer.flag("p_reset", "decode.p-reset");
      }
      default -> {}
    }
    options.text("beam_block_list_filename").ifPresent(name -> blockList(name, options, draft));
    options.ignore(OTHERS);
    transfer.flag("rank_candidates", "agent.rank-candidates");
    if (options.flag("compute_tokenized_bleu").orElse(false)) {
      draft.note("compute_tokenized_bleu = true: that metric isn't there");
    }
  }

  private static void blockList(String name, ParlAiOptions options, Draft draft) {
    Path beside = options.file().resolveSibling(name);
    Optional<Path> found =
        List.of(Path.of(name), beside).stream().filter(Files::isRegularFile).findFirst();
    if (found.isPresent()) {
      draft.set(
          "decode.block-list",
          found.get().toAbsolutePath().normalize().toString(),
          "beam_block_list_filename");
    } else {
      draft.error("beam_block_list_filename = " + name + ": there is no such file");
    }
  }
}
