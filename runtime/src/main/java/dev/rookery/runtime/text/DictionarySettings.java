package dev.rookery.runtime.text;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a dictionary is built and how it reads text.
 *
 * @param tokenizer by name, with its own settings
 * @param lower whether text is lower-cased
 * @param minFrequency tokens seen less often are dropped
 * @param maxTokens most tokens, special ones included, or -1
 * @param specialTokens null, start, end and unknown
 * @param additionalSpecialTokens further tokens that are never taken apart
 * @param textFields message fields from which tokens are collected
 * @param maxNgramSize longest n-gram that is looked up as one token, in tokens, or -1
 * @param file a dictionary to use instead of building one
 * @param seedFile a dictionary from whose tokens and counts the building starts
 */
public record DictionarySettings(
    ComponentRef tokenizer,
    boolean lower,
    int minFrequency,
    int maxTokens,
    SpecialTokens specialTokens,
    List<String> additionalSpecialTokens,
    List<String> textFields,
    int maxNgramSize,
    @Nullable Path file,
    @Nullable Path seedFile) {

  private static final Setting<ComponentRef> TOKENIZER =
      Setting.component("tokenizer")
          .alias("tok", "dict-tokenizer")
          .defaultsTo(ComponentRef.of("re"))
          .describedAs("how text is split into tokens");
  private static final Setting<Boolean> LOWER =
      Setting.bool("lower")
          .alias("dict-lower")
          .defaultsTo(false)
          .describedAs("lower-case all text");
  private static final Setting<Integer> MIN_FREQUENCY =
      Setting.integer("min-frequency")
          .alias("dict-minfreq")
          .atLeast(0)
          .defaultsTo(0)
          .in("occurrences")
          .describedAs("drop tokens that the training data has less often")
          .onlyWhenNew();
  private static final Setting<Integer> MAX_TOKENS =
      Setting.integer("max-tokens")
          .alias("dict-maxtokens")
          .checked("must be -1 (no limit) or at least 4", value -> value == -1 || value >= 4)
          .defaultsTo(-1)
          .in("tokens")
          .describedAs("keep only the most frequent tokens, special ones included; -1 keeps all")
          .onlyWhenNew();
  private static final Setting<String> NULL_TOKEN =
      special("null-token", "dict-nulltoken", SpecialTokens.DEFAULT.nullToken(), "padding");
  private static final Setting<String> START_TOKEN =
      special("start-token", "dict-starttoken", SpecialTokens.DEFAULT.start(), "start of sequence");
  private static final Setting<String> END_TOKEN =
      special("end-token", "dict-endtoken", SpecialTokens.DEFAULT.end(), "end of sequence");
  private static final Setting<String> UNKNOWN_TOKEN =
      special(
          "unknown-token",
          "dict-unktoken",
          SpecialTokens.DEFAULT.unknown(),
          "tokens outside the dictionary");
  private static final Setting<List<String>> ADDITIONAL =
      Setting.textList("special-tokens")
          .alias("special-tok-lst")
          .defaultsTo(List.of())
          .describedAs(
              "further tokens that are never taken apart; where two overlap, the earlier one in the"
                  + " list counts");
  private static final Setting<List<String>> TEXT_FIELDS =
      Setting.textList("text-fields")
          .alias("dict-textfields")
          .defaultsTo(List.of("text", "labels"))
          .describedAs("message fields from which tokens are collected")
          .onlyWhenNew();
  private static final Setting<Integer> MAX_NGRAM_SIZE =
      Setting.integer("max-ngram-size")
          .alias("dict-max-ngram-size")
          .atLeast(-1)
          .defaultsTo(-1)
          .in("tokens")
          .describedAs("look up neighbouring tokens as one, up to this many; -1 doesn't");
  private static final Setting<Path> FILE =
      Setting.path("file")
          .alias("df", "dict-file")
          .optional()
          .describedAs("use this dictionary file; it is built and saved there if it is missing")
          .onlyWhenNew();
  private static final Setting<Path> SEED_FILE =
      Setting.path("seed-file")
          .alias("dict-initpath")
          .optional()
          .describedAs("start building from the tokens and counts of this dictionary file")
          .onlyWhenNew();

  /** The settings of a section {@code dictionary}. */
  public static final SettingsSpec SPEC =
      SettingsSpec.of(
          TOKENIZER,
          LOWER,
          MIN_FREQUENCY,
          MAX_TOKENS,
          NULL_TOKEN,
          START_TOKEN,
          END_TOKEN,
          UNKNOWN_TOKEN,
          ADDITIONAL,
          TEXT_FIELDS,
          MAX_NGRAM_SIZE,
          FILE,
          SEED_FILE);

  public DictionarySettings {
    additionalSpecialTokens = List.copyOf(additionalSpecialTokens);
    textFields = List.copyOf(textFields);
  }

  private static Setting<String> special(String name, String alias, String value, String use) {
    return Setting.text(name)
        .alias(alias)
        .checked("must not be empty", text -> !text.isEmpty())
        .defaultsTo(value)
        .describedAs("the token for " + use);
  }

  /**
   * Reads checked settings.
   *
   * @param settings of {@link #SPEC}, or of a spec that holds it
   */
  public static DictionarySettings of(Settings settings) {
    return new DictionarySettings(
        settings.get(TOKENIZER),
        settings.get(LOWER),
        settings.get(MIN_FREQUENCY),
        settings.get(MAX_TOKENS),
        new SpecialTokens(
            settings.get(NULL_TOKEN),
            settings.get(START_TOKEN),
            settings.get(END_TOKEN),
            settings.get(UNKNOWN_TOKEN)),
        settings.get(ADDITIONAL),
        settings.get(TEXT_FIELDS),
        settings.get(MAX_NGRAM_SIZE),
        settings.find(FILE).orElse(null),
        settings.find(SEED_FILE).orElse(null));
  }
}
