package dev.rookery.plugins.seq2seq;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.nn.TorchScript;

/**
 * Looks tokens up, with dropout. In training some tokens may be read as unknown, so that the model
 * learns to do without them.
 */
final class TokenVectors {

  private static final String READING =
      """
      def forward(self, ids: Tensor, table: Tensor) -> Tensor:
        return torch.embedding(table, ids, PAD)
      """;

  private static final String LEARNING =
      """
      def forward(self, ids: Tensor, table: Tensor) -> Tensor:
        draws = torch.rand([torch.size(ids, 0), torch.size(ids, 1)], dtype=6, device=ids.device)
        chosen = torch.logical_and(torch.lt(draws, SHARE), torch.ne(ids, PAD))
        known = torch.masked_fill(ids, chosen, UNKNOWN)
        return torch.dropout(torch.embedding(table, known, PAD), DROPOUT, True)
      """;

  private final NDArray table;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Looks up in a table.
   *
   * @param table (V, E)
   * @param dropout share of numbers dropped in training
   * @param unknownShare share of tokens read as {@code unknownId} in training
   */
  TokenVectors(NDArray table, double dropout, int paddingId, double unknownShare, int unknownId) {
    this.table = table;
    reading = script(READING, paddingId);
    learning =
        script(
            LEARNING
                .replace("SHARE", TorchScript.literal(unknownShare))
                .replace("UNKNOWN", Integer.toString(unknownId))
                .replace("DROPOUT", TorchScript.literal(dropout)),
            paddingId);
  }

  private static TorchScript script(String source, int paddingId) {
    return TorchScript.shared("token vectors", source.replace("PAD", Integer.toString(paddingId)));
  }

  /**
   * Looks up.
   *
   * @param ids (B, T) int64
   * @return (B, T, E), attached to the manager of {@code ids}
   */
  NDArray forward(NDArray ids, boolean training) {
    return (training ? learning : reading).run(training, ids, table).singletonOrThrow();
  }
}
