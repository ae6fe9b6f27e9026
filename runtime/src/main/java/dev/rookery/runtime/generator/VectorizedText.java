package dev.rookery.runtime.generator;

/**
 * A text as token ids.
 *
 * @param text what was tokenized
 * @param ids what the model gets: truncated
 * @param fullIds before truncation; of a context without the tokens at its boundaries
 * @param truncatedLength number of tokens that were cut off
 */
public record VectorizedText(String text, TokenIds ids, TokenIds fullIds, int truncatedLength) {

  /** Nothing to read. */
  public static final VectorizedText EMPTY =
      new VectorizedText("", TokenIds.EMPTY, TokenIds.EMPTY, 0);

  /** Number of tokens before truncation: ParlAI's {@code clen} and {@code llen}. */
  public int originalLength() {
    return fullIds.length();
  }

  /** Whether anything was cut off: ParlAI's {@code ctrunc} and {@code ltrunc}. */
  public boolean truncated() {
    return truncatedLength > 0;
  }
}
