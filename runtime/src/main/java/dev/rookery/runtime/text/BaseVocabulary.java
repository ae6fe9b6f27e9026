package dev.rookery.runtime.text;

import dev.rookery.api.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** The entries that a dictionary has before any text was read. */
final class BaseVocabulary {

  private BaseVocabulary() {}

  /** The special tokens, and the tokenizer's own tokens after (or, if their ids stay, before). */
  static List<DictionaryEntry> of(DictionarySettings settings, Tokenizer tokenizer) {
    List<String> special = settings.specialTokens().all().stream().distinct().toList();
    List<DictionaryEntry> entries = new ArrayList<>();
    for (int i = 0; i < special.size(); i++) {
      long count = DictionaryEntry.UNKNOWN_COUNT + special.size() - 1 - i;
      entries.add(new DictionaryEntry(special.get(i), count));
    }
    List<DictionaryEntry> own = new ArrayList<>();
    for (String token : tokenizer.vocabulary()) {
      int at = special.indexOf(token);
      if (at < 0) {
        // There are no counts of the data that a published tokenizer was made from.
        own.add(new DictionaryEntry(token, 1));
      } else if (tokenizer.keepsIds()) {
        own.add(entries.get(at));
      }
    }
    if (tokenizer.keepsIds()) {
      entries.removeIf(own::contains);
      own.addAll(entries);
      return own;
    }
    entries.addAll(own);
    return entries;
  }
}
