package dev.rookery.runtime.text;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.text.TokenizerFactory;
import java.util.List;

/** The tokenizers that come with the runtime. */
public final class BuiltInTokenizers {

  private static final List<TokenizerFactory> ALL =
      List.of(
          new PlainTokenizerFactory(
              "re",
              "Words, single other characters and line feeds; ParlAI's default.",
              new ReTokenizer()),
          new PlainTokenizerFactory(
              "split",
              "At white space, and around full stops, commas and the like.",
              new SplitTokenizer()),
          new PlainTokenizerFactory(
              "space", "Exactly at spaces, for text that is split already.", new SpaceTokenizer()),
          new ByteLevelBpeFactory(
              "bytelevelbpe",
              "Byte-level BPE as in Hugging Face's library, from vocab.json and merges.txt.",
              ByteLevelDialect.HUGGING_FACE,
              true),
          new ByteLevelBpeFactory(
              "slow-bytelevel-bpe",
              "Byte-level BPE as in ParlAI's own code; ids are those of bytelevelbpe.",
              ByteLevelDialect.PARLAI,
              false),
          new ByteLevelBpeFactory(
              "gpt2",
              "GPT-2's byte-level BPE, from its files encoder.json and vocab.bpe.",
              ByteLevelDialect.PARLAI,
              false),
          new SubwordBpeFactory(),
          new HuggingFaceFactory());

  private BuiltInTokenizers() {}

  public static List<TokenizerFactory> all() {
    return ALL;
  }

  /**
   * Finds a tokenizer by name.
   *
   * @throws dev.rookery.api.settings.SettingsException if there is none
   */
  public static TokenizerFactory find(ComponentRef tokenizer) {
    for (TokenizerFactory factory : ALL) {
      if (factory.name().equals(tokenizer.name())) {
        return factory;
      }
    }
    Problems problems = new Problems();
    problems.unknownName(
        "tokenizer",
        tokenizer.name(),
        tokenizer.origin(),
        ALL.stream().map(TokenizerFactory::name).toList());
    problems.throwIfAny();
    throw new AssertionError(tokenizer);
  }
}
