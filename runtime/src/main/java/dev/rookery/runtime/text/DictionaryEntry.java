package dev.rookery.runtime.text;

/**
 * A token of a dictionary.
 *
 * @param count how often it was seen; special tokens have the large counts that ParlAI gives them
 */
public record DictionaryEntry(String token, long count) {

  /** Count of the unknown token; the other special tokens follow above it. */
  static final long UNKNOWN_COUNT = 1_000_000_000L;

  /** Count of the first additional special token. */
  static final long ADDITIONAL_COUNT = UNKNOWN_COUNT + 4;
}
