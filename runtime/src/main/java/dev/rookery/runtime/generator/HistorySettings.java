package dev.rookery.runtime.generator;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.text.DictionaryEntry;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.util.List;
import java.util.Locale;

/**
 * What of a dialogue the model reads.
 *
 * @param size turns to remember; 0 or less remembers all
 * @param textTruncate most tokens of the context, or -1 for no limit
 * @param labelTruncate most tokens of a label, or -1 for no limit
 * @param personTokens whether turns begin with a token for who speaks
 * @param p1AfterNewline whether that token stands before the last line of a message, not the first
 * @param delimiter between turns
 * @param reversed whether the model reads the context's tokens from last to first
 * @param splitLines whether each line of a message is a turn
 * @param globalEndToken whether the end token follows the context
 * @param useReply whose words become the agent's own turns
 */
public record HistorySettings(
    int size,
    int textTruncate,
    int labelTruncate,
    boolean personTokens,
    boolean p1AfterNewline,
    String delimiter,
    boolean reversed,
    boolean splitLines,
    boolean globalEndToken,
    ReplySource useReply) {

  /** Stands before what the other side says. */
  public static final String P1_TOKEN = "__p1__";

  /** Stands before what the agent says. */
  public static final String P2_TOKEN = "__p2__";

  private static final String LIMIT_DEMAND = "must be -1 (no limit) or at least 1";

  private static final Setting<Integer> SIZE =
      Setting.integer("history-size")
          .alias("histsz")
          .atLeast(-1)
          .defaultsTo(-1)
          .in("turns")
          .describedAs("turns to remember, own ones included; -1 or 0 remembers all");
  private static final Setting<Integer> TRUNCATE =
      limit("truncate", "most tokens of context and label, each; -1 cuts nothing")
          .checked(LIMIT_DEMAND, value -> value == -1 || value >= 1)
          .alias("tr")
          .defaultsTo(-1);
  private static final Setting<Integer> TEXT_TRUNCATE =
      limit("text-truncate", "most tokens of the context, the last ones; 0 takes truncate")
          .defaultsTo(0);
  private static final Setting<Integer> LABEL_TRUNCATE =
      limit("label-truncate", "most tokens of a label, the first ones; 0 takes truncate")
          .defaultsTo(0);
  private static final Setting<Boolean> PERSON_TOKENS =
      Setting.bool("person-tokens")
          .alias("pt")
          .defaultsTo(false)
          .describedAs("put __p1__ before the other side's turns and __p2__ before the agent's");
  private static final Setting<Boolean> P1_AFTER_NEWLINE =
      Setting.bool("add-p1-after-newln")
          .defaultsTo(false)
          .describedAs(
              "put __p1__ before the last line of a message, after its context such as a persona");
  private static final Setting<String> DELIMITER =
      Setting.text("delimiter").defaultsTo("\n").describedAs("what stands between turns");
  private static final Setting<Boolean> REVERSED =
      Setting.bool("history-reversed")
          .defaultsTo(false)
          .describedAs("give the context to the model from the last token to the first");
  private static final Setting<Boolean> SPLIT_LINES =
      Setting.bool("split-lines")
          .defaultsTo(false)
          .describedAs("count each line of a message as a turn");
  private static final Setting<String> GLOBAL_END_TOKEN =
      Setting.choice("history-add-global-end-token", "none", "end")
          .defaultsTo("none")
          .describedAs("put the end token after the context");
  private static final Setting<String> USE_REPLY =
      Setting.choice("use-reply", "label", "model", "none")
          .defaultsTo("label")
          .describedAs(
              "which of the agent's own turns are remembered: the labels, its replies, none");

  /** The settings of an agent that keeps a history. */
  public static final SettingsSpec SPEC =
      SettingsSpec.of(
          SIZE,
          TRUNCATE,
          TEXT_TRUNCATE,
          LABEL_TRUNCATE,
          PERSON_TOKENS,
          P1_AFTER_NEWLINE,
          DELIMITER,
          REVERSED,
          SPLIT_LINES,
          GLOBAL_END_TOKEN,
          USE_REPLY);

  private static Setting<Integer> limit(String name, String description) {
    return Setting.integer(name).atLeast(-1).in("tokens").describedAs(description);
  }

  /**
   * Reads checked settings.
   *
   * @param settings of {@link #SPEC}, or of a spec that holds it
   */
  public static HistorySettings of(Settings settings) {
    int truncate = settings.get(TRUNCATE);
    return new HistorySettings(
        settings.get(SIZE),
        limitOr(truncate, settings.get(TEXT_TRUNCATE)),
        limitOr(truncate, settings.get(LABEL_TRUNCATE)),
        settings.get(PERSON_TOKENS),
        settings.get(P1_AFTER_NEWLINE),
        settings.get(DELIMITER),
        settings.get(REVERSED),
        settings.get(SPLIT_LINES),
        settings.get(GLOBAL_END_TOKEN).equals("end"),
        ReplySource.valueOf(settings.get(USE_REPLY).toUpperCase(Locale.ROOT)));
  }

  private static int limitOr(int otherwise, int limit) {
    return limit == 0 ? otherwise : limit;
  }

  /** The dictionary with the tokens that these settings put into the history. */
  public VocabularyDictionary prepare(VocabularyDictionary dictionary) {
    return personTokens
        ? dictionary.withTokens(
            List.of(
                new DictionaryEntry(P1_TOKEN, 999_999_999),
                new DictionaryEntry(P2_TOKEN, 999_999_998)))
        : dictionary;
  }
}
