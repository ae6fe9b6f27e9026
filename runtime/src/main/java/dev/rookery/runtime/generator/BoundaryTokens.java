package dev.rookery.runtime.generator;

/**
 * What stands around a sequence of tokens.
 *
 * @param start whether the start token comes before it
 * @param end whether the end token comes after it
 */
public record BoundaryTokens(boolean start, boolean end) {

  public static final BoundaryTokens NONE = new BoundaryTokens(false, false);
  public static final BoundaryTokens END = new BoundaryTokens(false, true);
  public static final BoundaryTokens BOTH = new BoundaryTokens(true, true);

  /** The sequence with the tokens around it. */
  TokenIds around(TokenIds ids, int startId, int endId) {
    if (!start && !end) {
      return ids;
    }
    int[] framed = new int[ids.length() + (start ? 1 : 0) + (end ? 1 : 0)];
    if (start) {
      framed[0] = startId;
    }
    ids.copyTo(framed, start ? 1 : 0);
    if (end) {
      framed[framed.length - 1] = endId;
    }
    return TokenIds.wrap(framed);
  }
}
