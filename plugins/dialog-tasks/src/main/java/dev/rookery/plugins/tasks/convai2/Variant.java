package dev.rookery.plugins.tasks.convai2;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which ConvAI2 dialogues are wanted.
 *
 * @param personas whose personas are told, and in which words, such as {@code self_original}
 * @param candidates whether the answers to choose from are wanted too
 * @param style how texts are written
 */
record Variant(String personas, boolean candidates, Style style) {

  /** How texts are written. */
  enum Style {
    /** As in the data: lower case, spaces around the punctuation. */
    PLAIN,
    /** As people write. */
    NORMALIZED,
    /** As people write, without the speaker's own persona. */
    NORMALIZED_THEIR
  }

  private static final String NO_CANDIDATES = "nocands";

  private static final Map<String, Variant> NAMED =
      Map.ofEntries(
          plain("self", "self_original"),
          plain("selforiginal", "self_original"),
          plain("selfrevised", "self_revised"),
          plain("other", "other_original"),
          plain("otheroriginal", "other_original"),
          plain("otherrevised", "other_revised"),
          plain("both", "both_original"),
          plain("bothoriginal", "both_original"),
          plain("bothrevised", "both_revised"),
          plain("none", "none_original"),
          plain("noneoriginal", "none_original"),
          Map.entry("normalized", new Variant("self_original", true, Style.NORMALIZED)),
          Map.entry("normalizedboth", new Variant("both_original", true, Style.NORMALIZED)),
          Map.entry("normalizednone", new Variant("none_original", true, Style.NORMALIZED)),
          Map.entry("normalizedtheir", new Variant("both_original", true, Style.NORMALIZED_THEIR)));

  private static Map.Entry<String, Variant> plain(String name, String personas) {
    return Map.entry(name, new Variant(personas, true, Style.PLAIN));
  }

  /**
   * Reads what follows {@code convai2:}. Case, hyphens and underscores don't matter.
   *
   * @throws UserException if there is no such variant
   */
  static Variant parse(String task, List<String> words) {
    List<String> names = new ArrayList<>();
    boolean candidates = true;
    for (String word : words) {
      String name = word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
      if (name.equals(NO_CANDIDATES)) {
        candidates = false;
      } else {
        names.add(name);
      }
    }
    Variant variant = NAMED.get(names.isEmpty() ? "self" : names.get(0));
    if (variant == null || names.size() > 1) {
      throw new UserException(
          "there is no task \""
              + task
              + "\"; convai2 has the variants self, self_revised, other, other_revised, both,"
              + " both_revised, none, normalized, normalized_both, normalized_none and"
              + " normalized_their, each also with :no_cands, such as convai2:self:no_cands");
    }
    return new Variant(variant.personas, candidates, variant.style);
  }

  /** The name of the file in the published archive; validation stands in for the secret test. */
  String fileName(Split split) {
    return (split == Split.TRAIN ? "train_" : "valid_")
        + personas
        + (candidates ? "" : "_no_cands")
        + ".txt";
  }
}
