package dev.rookery.runtime.generator.embedding;

import java.util.Locale;

/**
 * How much of a dictionary has pretrained vectors.
 *
 * @param found tokens that have one
 * @param total tokens of the dictionary
 */
public record EmbeddingCoverage(int found, int total) {

  /** A phrase for the log: "1,234 of 2,000 tokens (61.7 %)". */
  @Override
  public String toString() {
    double share = total == 0 ? 0 : 100.0 * found / total;
    return String.format(Locale.ROOT, "%,d of %,d tokens (%.1f %%)", found, total, share);
  }
}
