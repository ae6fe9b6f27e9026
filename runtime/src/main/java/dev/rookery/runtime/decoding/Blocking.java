package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Search;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tokens a hypothesis may not go on with.
 *
 * @param minLength tokens that are written before the end token may be
 * @param ngram length of the sequences that are not written twice; 0 or less for none
 * @param contextNgram length of the sequences that are not taken from the context; 0 or less for
 *     none
 * @param fullContext whether the context counts as it was before truncation
 * @param blockList phrases that are never written
 */
record Blocking(
    int minLength, int ngram, int contextNgram, boolean fullContext, BlockList blockList) {

  /** Whether something may be blocked at a step. */
  boolean applies(int step) {
    return step < minLength || ngram > 0 || contextNgram > 0 || !blockList.isEmpty();
  }

  /**
   * The tokens that may not come next.
   *
   * @param written tokens so far, start token included
   */
  Set<Integer> blocked(int[] written, Search.Row row, int endId, int step) {
    Set<Integer> blocked = new HashSet<>();
    if (step < minLength) {
      blocked.add(endId);
    }
    RepeatedNgrams.add(ngram, written, written, blocked);
    RepeatedNgrams.add(
        contextNgram, fullContext ? row.fullTokens() : row.tokens(), written, blocked);
    blockList.block(written, blocked);
    return blocked;
  }
}
