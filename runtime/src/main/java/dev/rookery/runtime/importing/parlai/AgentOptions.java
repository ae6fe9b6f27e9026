package dev.rookery.runtime.importing.parlai;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ParlAI's options of history and dictionary. */
final class AgentOptions {

  private static final String DEFAULT_DICTIONARY = "parlai.core.dict:DictionaryAgent";
  private static final String DICTIONARY = "agent.dictionary.";

  private static final Map<String, String> TOKENIZERS =
      Map.of(
          "re", "re",
          "space", "space",
          "split", "split",
          "bpe", "subword-bpe",
          "gpt2", "gpt2",
          "bytelevelbpe", "bytelevelbpe",
          "slow_bytelevel_bpe", "bytelevelbpe");

  private AgentOptions() {}

  static void carry(ParlAiOptions options, Draft draft) {
    Transfer transfer = new Transfer(options, draft);
    history(options, transfer, draft);
    dictionary(options, transfer, draft);
  }

  private static void history(ParlAiOptions options, Transfer transfer, Draft draft) {
    transfer.whole("history_size", "agent.history-size");
    options
        .whole("truncate")
        .ifPresent(limit -> draft.set("agent.truncate", limit == 0 ? -1 : limit, "truncate"));
    transfer.whole("text_truncate", "agent.text-truncate");
    transfer.whole("label_truncate", "agent.label-truncate");
    transfer.flag("person_tokens", "agent.person-tokens");
    transfer.flag("add_p1_after_newln", "agent.add-p1-after-newln");
    transfer.text("delimiter", "agent.delimiter");
    transfer.flag("history_reversed", "agent.history-reversed");
    transfer.flag("split_lines", "agent.split-lines");
    transfer.text("history_add_global_end_token", "agent.history-add-global-end-token");
    transfer.text("use_reply", "agent.use-reply");
  }

  private static void dictionary(ParlAiOptions options, Transfer transfer, Draft draft) {
    options
        .text("dict_class")
        .filter(name -> !name.isEmpty() && !name.equals(DEFAULT_DICTIONARY))
        .ifPresent(name -> draft.error("dict_class = " + name + ": only " + DEFAULT_DICTIONARY));
    String tokenizer = options.text("dict_tokenizer").orElse("re");
    if (TOKENIZERS.containsKey(tokenizer)) {
      draft.set(DICTIONARY + "tokenizer.name", TOKENIZERS.get(tokenizer), "dict_tokenizer");
    } else {
      draft.error("dict_tokenizer = " + tokenizer + ": there is no such tokenizer");
    }
    if (tokenizer.contains("byte") || tokenizer.equals("gpt2")) {
      transfer.flag("bpe_add_prefix_space", DICTIONARY + "tokenizer.add-prefix-space");
    }
    transfer.flag("dict_lower", DICTIONARY + "lower");
    transfer.whole("dict_minfreq", DICTIONARY + "min-frequency");
    transfer.positiveWhole("dict_maxtokens", DICTIONARY + "max-tokens");
    transfer.text("dict_nulltoken", DICTIONARY + "null-token");
    transfer.text("dict_starttoken", DICTIONARY + "start-token");
    transfer.text("dict_endtoken", DICTIONARY + "end-token");
    transfer.text("dict_unktoken", DICTIONARY + "unknown-token");
    transfer.whole("dict_max_ngram_size", DICTIONARY + "max-ngram-size");
    commaList(options, draft, "dict_textfields", DICTIONARY + "text-fields");
    commaList(options, draft, "special_tok_lst", DICTIONARY + "special-tokens");
    options
        .number("bpe_dropout")
        .filter(share -> share > 0)
        .ifPresent(
            share -> draft.note("bpe_dropout = " + share + " isn't there; training goes without"));
  }

  private static void commaList(ParlAiOptions options, Draft draft, String option, String path) {
    options
        .text(option)
        .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
        .map(names -> names.stream().filter(name -> !name.isEmpty()).toList())
        .filter(names -> !names.isEmpty())
        .ifPresent((List<String> names) -> draft.set(path, names, option));
  }
}
